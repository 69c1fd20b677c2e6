/**
 * The decision table: bearer token, then named profile, then AWS sign-in, then credential helper.
 *
 * A broken value never lets a weaker credential through: it would sign people in as somebody else.
 */
import type { Secret } from "@latchkey/secret";
import { error, warning } from "../diagnostic.ts";
import { numberOf, textOf } from "../effective-entries.ts";
import type { PolicyDiagnostic, PolicySnapshot } from "../policy-types.ts";
import { bedrockOf } from "./bedrock-settings.ts";
import type { AuthModeDecision, BedrockSettings, ConfigErrorDecision } from "./decision-types.ts";
import { inputOf, inputsOf, problemsOf, SIGN_IN_KEYS, type Inputs } from "./inputs.ts";
import { about, partialWarning, shadowedBy } from "./mode-diagnostics.ts";

const BEARER = "inferenceBedrockBearerToken";
const PROFILE = "inferenceBedrockProfile";
const PROFILE_PLACES = ["inferenceBedrockAwsDir", "inferenceBedrockAwsCliPath"] as const;
const HELPER = "inferenceCredentialHelper";
const MODELS = "inferenceModels";

/** How the app authenticates under this policy. Total: every snapshot has exactly one mode. */
export function decideAuthMode(snapshot: PolicySnapshot): AuthModeDecision {
  switch (snapshot.status) {
    case "unreadable":
      return {
        mode: "unknown",
        reason: "The policy could not be read.",
        diagnostics: sourceErrors(snapshot),
      };
    case "untrusted":
    case "malformed":
      return configError("The policy exists, but it cannot be used.", sourceErrors(snapshot));
    case "absent":
      return { mode: "inactive", reason: "No policy is installed.", diagnostics: [] };
    case "read":
      return decideRead(inputsOf(snapshot));
  }
}

function sourceErrors(snapshot: PolicySnapshot): readonly PolicyDiagnostic[] {
  const broken = snapshot.sources.filter(({ inForce, status }) => inForce && status !== "read");
  return snapshot.diagnostics.filter(
    ({ severity, source }) => severity === "error" && broken.some(({ name }) => name === source),
  );
}

/** The gate in front of the table, and what every mode needs; then the table's row. */
function decideRead(inputs: Inputs): AuthModeDecision {
  const { provider } = inputs;
  if (provider.state !== "valid" || provider.value !== "bedrock") return inactive(inputs);
  const result = bedrockOf(inputs);
  if (result.status === "ready") return decideRow(inputs, result.bedrock);
  const others = [
    ...problemsOf(inputs, [BEARER, PROFILE, ...SIGN_IN_KEYS, HELPER]),
    ...partialWarning(inputs),
  ];
  return configError("The policy's Bedrock connection is incomplete or not valid.", result.problems, others);
}

function inactive(inputs: Inputs): AuthModeDecision {
  const reasons = {
    unset: "The policy names no inference provider.",
    valid: "The policy names another inference provider than Bedrock.",
    bad: "The policy names an unknown inference provider.",
  };
  const diagnostics = problemsOf(inputs, ["inferenceProvider"]);
  return { mode: "inactive", reason: reasons[inputs.provider.state], diagnostics };
}

function decideRow(inputs: Inputs, bedrock: BedrockSettings): AuthModeDecision {
  const { bearer, profile, signIn, helper } = inputs;
  if (bearer.state === "bad") return broken(inputs, [BEARER], "The policy's bearer token is not valid.");
  if (bearer.state === "valid") return bearerToken(inputs, bearer.value, bedrock);
  if (profile.state === "bad")
    return broken(inputs, [PROFILE], "The policy's AWS profile name is not valid.");
  if (profile.state === "valid") return namedProfile(inputs, profile.value, bedrock);
  if (signIn.count === SIGN_IN_KEYS.length) return awsSignIn(inputs, bedrock);
  if (helper.state === "bad") return broken(inputs, [HELPER], "The policy's credential helper is not valid.");
  return helper.state === "valid" ? credentialHelper(inputs, helper.value, bedrock) : noCredential(inputs);
}

function bearerToken(inputs: Inputs, token: Secret, bedrock: BedrockSettings): AuthModeDecision {
  return {
    mode: "bearer-token",
    bearerToken: token,
    bedrock,
    reason: "The policy sets a shared bearer token, which wins over every other credential.",
    diagnostics: shadowedBy(inputs, "bearer"),
  };
}

/** A broken folder or program is an error too: the defaults are the user's own, and another identity. */
function namedProfile(inputs: Inputs, profile: string, bedrock: BedrockSettings): AuthModeDecision {
  const bad = PROFILE_PLACES.filter((key) => inputOf(inputs.entries, key, textOf).state === "bad");
  if (bad.length > 0) return broken(inputs, bad, "The policy's places for the AWS profile are not valid.");
  const [directory, cli] = PROFILE_PLACES.map((key) => textOf(inputs.entries, key));
  const models = warning("models-required", "a named profile needs at least one model", MODELS);
  return {
    mode: "profile",
    profile,
    ...(directory === undefined ? {} : { awsConfigDirectory: directory }),
    ...(cli === undefined ? {} : { awsCliPath: cli }),
    bedrock,
    reason: "The policy names an AWS profile, which wins over AWS sign-in.",
    diagnostics: [
      ...shadowedBy(inputs, "profile"),
      ...about(inputs, bedrock.models.length === 0 ? [models] : []),
    ],
  };
}

function awsSignIn(inputs: Inputs, bedrock: BedrockSettings): AuthModeDecision {
  const { values, bad, conflicts } = inputs.signIn;
  if (values === undefined)
    return broken(inputs, bad, "AWS sign-in is configured with values that are not valid.");
  if (conflicts.length > 0) {
    return configError("AWS sign-in is configured with values that do not fit together.", conflicts);
  }
  if (bedrock.models.length === 0) {
    const missing = error("models-required", "AWS sign-in needs at least one model", MODELS);
    const problems = [...about(inputs, [missing]), ...problemsOf(inputs, [MODELS])];
    return configError("AWS sign-in is configured without a usable model list.", problems);
  }
  return {
    mode: "aws-sso",
    ...values,
    bedrock,
    reason: "All four AWS SSO keys are set, and neither a bearer token nor a profile name is.",
    diagnostics: shadowedBy(inputs, "sign-in"),
  };
}

function credentialHelper(inputs: Inputs, path: string, bedrock: BedrockSettings): AuthModeDecision {
  return {
    mode: "credential-helper",
    path,
    ttlSeconds: numberOf(inputs.entries, "inferenceCredentialHelperTtlSec") ?? 3600,
    timeoutSeconds: numberOf(inputs.entries, "inferenceCredentialHelperTimeoutSec") ?? 60,
    bedrock,
    reason: "The policy names a credential helper, and nothing stronger is configured.",
    diagnostics: partialWarning(inputs),
  };
}

function noCredential(inputs: Inputs): AuthModeDecision {
  const reason =
    inputs.signIn.count > 0
      ? "AWS sign-in is configured only in part, and no other credential is."
      : "The policy selects Bedrock and configures no credential.";
  return { mode: "none", reason, diagnostics: partialWarning(inputs) };
}

function broken(inputs: Inputs, keys: readonly string[], reason: string): ConfigErrorDecision {
  return configError(reason, problemsOf(inputs, keys), partialWarning(inputs));
}

function configError(
  reason: string,
  problems: readonly PolicyDiagnostic[],
  more: readonly PolicyDiagnostic[] = [],
): ConfigErrorDecision {
  return { mode: "config-error", reason, problems, diagnostics: [...problems, ...more] };
}
