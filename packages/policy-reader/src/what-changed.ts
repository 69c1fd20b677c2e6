/** What an app does at launch with the sign-in it kept, given the policy that is in force now. Pure. */
import { parseStartUrl } from "@latchkey/aws-partitions";
import type { AuthModeDecision, AwsSsoDecision } from "./decide/decision-types.ts";

/** What a kept sign-in belongs to; an earlier `AwsSsoDecision` is one. Holds no secret. */
export interface SignInIdentity {
  readonly startUrl: string;
  readonly ssoRegion: string;
  readonly accountId: string;
  readonly roleName: string;
}

export interface LaunchAction {
  /**
   * - `unchanged`: go on.
   * - `keep`: nothing is known about the policy, so nothing may be lost.
   * - `drop-role-credentials`: the access token stays good; credentials of the earlier account or role do not.
   * - `clear-sign-in`: delete the access token, the client registration and all role credentials.
   */
  readonly action: "unchanged" | "keep" | "drop-role-credentials" | "clear-sign-in";
  /** One sentence for a person or a log. */
  readonly reason: string;
  /** The keys that differ; empty when something else decided. */
  readonly keys: readonly string[];
}

/**
 * Compares the sign-in that is kept with the decision of this launch.
 *
 * @param previous what the kept sign-in belongs to; `undefined` when nobody has signed in.
 */
export function whatChanged(previous: SignInIdentity | undefined, next: AuthModeDecision): LaunchAction {
  if (previous === undefined) return act("unchanged", "There is no earlier sign-in.");
  switch (next.mode) {
    case "unknown":
      return act("keep", "The policy could not be read, so the sign-in is kept.");
    case "config-error":
      return act("keep", "The policy has an error, so the sign-in is kept until it is corrected.");
    case "bearer-token":
      return act("clear-sign-in", "The policy sets a bearer token.", ["inferenceBedrockBearerToken"]);
    case "profile":
      return act("clear-sign-in", "The policy sets an AWS profile.", ["inferenceBedrockProfile"]);
    case "credential-helper":
      return act("clear-sign-in", "The policy no longer asks for AWS sign-in; it names a credential helper.");
    case "none":
      return act("clear-sign-in", "The policy no longer holds all four keys of AWS sign-in.");
    case "inactive":
      return act("clear-sign-in", "The policy no longer asks for Amazon Bedrock.");
    case "aws-sso":
      return compare(previous, next);
  }
}

function compare(previous: SignInIdentity, next: AwsSsoDecision): LaunchAction {
  const elsewhere = [
    ...(sameStartUrl(previous.startUrl, next.startUrl) ? [] : ["inferenceBedrockSsoStartUrl"]),
    ...(previous.ssoRegion.toLowerCase() === next.ssoRegion ? [] : ["inferenceBedrockSsoRegion"]),
  ];
  const otherRole = [
    ...(previous.accountId === next.accountId ? [] : ["inferenceBedrockSsoAccountId"]),
    ...(previous.roleName === next.roleName ? [] : ["inferenceBedrockSsoRoleName"]),
  ];
  if (elsewhere.length > 0) {
    const reason = "The policy names another start URL or region, where the sign-in is not valid.";
    return act("clear-sign-in", reason, [...elsewhere, ...otherRole]);
  }
  if (otherRole.length > 0) {
    const reason = "The policy names another account or role; the sign-in itself stays valid.";
    return act("drop-role-credentials", reason, otherRole);
  }
  return act("unchanged", "The policy asks for the same sign-in.");
}

/** Whether both lead to one portal: case, a slash, a fragment and the default port do not matter. */
function sameStartUrl(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

function normalised(startUrl: string): string {
  const parsed = parseStartUrl(startUrl);
  return parsed.status === "valid" ? parsed.startUrl : startUrl;
}

function act(action: LaunchAction["action"], reason: string, keys: readonly string[] = []): LaunchAction {
  return { action, reason, keys };
}
