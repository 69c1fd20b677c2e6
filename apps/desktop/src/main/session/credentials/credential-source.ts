/** Where a session's credentials come from in the modes without AWS sign-in. */
import type {
  AuthModeDecision,
  BearerTokenDecision,
  CredentialHelperDecision,
  ProfileDecision,
} from "@latchkey/policy-reader";
import { systemClock } from "../../clock.ts";
import { bearerTokenSource } from "./bearer-token.ts";
import { credentialHelperSource } from "./credential-helper.ts";
import { profileSource } from "./profile.ts";
import type { CredentialParts, CredentialSource } from "./session-credentials.ts";

export type SourceDecision = BearerTokenDecision | CredentialHelperDecision | ProfileDecision;

export function hasSource(decision: AuthModeDecision): decision is SourceDecision {
  return ["bearer-token", "credential-helper", "profile"].includes(decision.mode);
}

export function credentialSource(decision: SourceDecision, parts: CredentialParts): CredentialSource {
  const { sleep = (ms, signal) => systemClock().sleep(ms, signal) } = parts;
  switch (decision.mode) {
    case "bearer-token":
      return bearerTokenSource(decision);
    case "credential-helper":
      return credentialHelperSource(decision, { ...parts, sleep });
    case "profile":
      return profileSource(decision, { ...parts, sleep });
  }
}
