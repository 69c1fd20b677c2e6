/** A report of a policy for people and support tickets: everything but the secrets. */
import { isSecret } from "@latchkey/secret";
import { findPolicyKey } from "./catalogue.ts";
import type { AuthModeDecision } from "./decide/decision-types.ts";
import { SIGN_IN_KEYS } from "./decide/inputs.ts";
import { summariseSecret } from "./fingerprint.ts";
import type { PolicyDiagnostic, PolicyEntry, PolicySnapshot, PolicySourceReport } from "./policy-types.ts";

export interface PolicyReportSetting {
  readonly key: string;
  readonly label: string;
  /** The value, or for a secret its length and the start of its hash; empty when there is none to show. */
  readonly value: string;
  readonly typeFound: string;
  readonly typeExpected: string;
  readonly source: string;
  readonly status: PolicyEntry["status"];
  /** Every finding about it, in one text. */
  readonly why: string;
}

export interface PolicyReport {
  readonly mode: AuthModeDecision["mode"];
  readonly reason: string;
  readonly fingerprint: string;
  readonly sources: readonly PolicySourceReport[];
  readonly settings: readonly PolicyReportSetting[];
  readonly diagnostics: readonly PolicyDiagnostic[];
}

/** The keys that only matter in certain modes. */
const MODES_OF_KEY: Readonly<Record<string, readonly AuthModeDecision["mode"][]>> = {
  inferenceBedrockBearerToken: ["bearer-token"],
  inferenceBedrockProfile: ["profile"],
  inferenceBedrockAwsDir: ["profile"],
  inferenceBedrockAwsCliPath: ["profile"],
  inferenceCredentialHelper: ["credential-helper"],
  inferenceCredentialHelperTtlSec: ["credential-helper"],
  inferenceCredentialHelperTimeoutSec: ["credential-helper"],
  ...Object.fromEntries(SIGN_IN_KEYS.map((key) => [key, ["aws-sso"] as const])),
};

const UNDECIDED: readonly AuthModeDecision["mode"][] = ["config-error", "unknown", "inactive"];

/** A plain object that `JSON.stringify` writes without a secret in it. */
export function describePolicy(snapshot: PolicySnapshot, decision: AuthModeDecision): PolicyReport {
  return {
    mode: decision.mode,
    reason: decision.reason,
    fingerprint: snapshot.fingerprint,
    sources: snapshot.sources,
    settings: snapshot.entries.map((entry) => describeEntry(entry, decision)),
    diagnostics: [...new Set([...snapshot.diagnostics, ...decision.diagnostics])],
  };
}

function describeEntry(entry: PolicyEntry, decision: AuthModeDecision): PolicyReportSetting {
  const row = findPolicyKey(entry.key);
  const idle = isIdle(entry, decision);
  const facts = entry.diagnostics.map(({ message }) => message);
  return {
    key: entry.key,
    label: row?.label ?? entry.key,
    value: describeValue(entry),
    typeFound: entry.rawType,
    typeExpected: row?.type ?? "",
    source: entry.source,
    status: idle ? "ineffective" : entry.status,
    why: [...facts, ...(idle ? [`not used: ${decision.reason}`] : [])].join(" "),
  };
}

function isIdle(entry: PolicyEntry, decision: AuthModeDecision): boolean {
  if (entry.status !== "ok" && entry.status !== "ok-coerced") return false;
  const modes = MODES_OF_KEY[entry.key];
  return modes !== undefined && !UNDECIDED.includes(decision.mode) && !modes.includes(decision.mode);
}

function describeValue({ value }: PolicyEntry): string {
  if (value === undefined) return "";
  if (isSecret(value)) return summariseSecret(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
