/** A report of a policy for people and support tickets: everything but the secrets. */
import { isSecret } from "@latchkey/secret";
import { findPolicyKey, policyCatalogue } from "./catalogue.ts";
import type { AuthModeDecision } from "./decide/decision-types.ts";
import { SIGN_IN_KEYS } from "./decide/inputs.ts";
import { valueText } from "./describe/value-text.ts";
import { shareableFingerprintOf, summariseSecret } from "./fingerprint.ts";
import type { PolicyDiagnostic, PolicyEntry, PolicySnapshot, PolicySourceReport } from "./policy-types.ts";

/** A key's value in one source. */
export interface PolicyReportValue {
  /** The value, a list with commas; or a summary of a secret. Empty when there is none to show. */
  readonly value: string;
  readonly typeFound: string;
  readonly source: string;
  readonly status: PolicyEntry["status"];
  /** Every finding about it, in one text. */
  readonly why: string;
}

export interface PolicyReportSetting extends PolicyReportValue {
  readonly key: string;
  readonly label: string;
  /** Empty for a key that is not known. */
  readonly typeExpected: string;
  /** The same key in weaker sources; `why` says which source won. */
  readonly losing: readonly PolicyReportValue[];
}

/** A key of the catalogue that no source sets. */
export interface PolicyReportUnset {
  readonly key: string;
  readonly label: string;
  readonly typeExpected: string;
  readonly help: string;
}

export interface PolicyReport {
  readonly mode: AuthModeDecision["mode"];
  readonly reason: string;
  /** SHA-256 (hex) of what the report shows of the policy in force: equal for equal policies in every format. */
  readonly fingerprint: string;
  readonly sources: readonly PolicySourceReport[];
  readonly settings: readonly PolicyReportSetting[];
  /** Present when asked for. */
  readonly unset?: readonly PolicyReportUnset[];
  readonly diagnostics: readonly PolicyDiagnostic[];
}

export interface DescribePolicyOptions {
  /** Lists the keys that no source sets; false by default. */
  readonly includeUnset?: boolean;
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
export function describePolicy(
  snapshot: PolicySnapshot,
  decision: AuthModeDecision,
  { includeUnset = false }: DescribePolicyOptions = {},
): PolicyReport {
  return {
    mode: decision.mode,
    reason: decision.reason,
    fingerprint: shareableFingerprintOf(snapshot),
    sources: snapshot.sources,
    settings: describeSettings(snapshot, decision),
    ...(includeUnset ? { unset: unsetKeys(snapshot) } : {}),
    diagnostics: [...new Set([...snapshot.diagnostics, ...decision.diagnostics])],
  };
}

/** One setting for each key, in the order of the catalogue; an unknown name, which nothing wins or loses, for each of its entries. */
function describeSettings(
  snapshot: PolicySnapshot,
  decision: AuthModeDecision,
): readonly PolicyReportSetting[] {
  const winners = snapshot.entries.filter(
    (entry) => !isLosing(entry) || !snapshot.entries.some((other) => beats(other, entry)),
  );
  return winners.toSorted(byCatalogue).map((entry) => {
    const row = findPolicyKey(entry.key);
    return {
      key: entry.key,
      label: row?.label ?? entry.key,
      ...describeEntry(entry, snapshot, decision),
      typeExpected: row?.type ?? "",
      losing: snapshot.entries
        .filter((other) => beats(entry, other))
        .map((other) => describeEntry(other, snapshot, decision)),
    };
  });
}

const ORDER = new Map(policyCatalogue.map(({ key }, index) => [key, index]));

function byCatalogue(one: PolicyEntry, other: PolicyEntry): number {
  const last = ORDER.size;
  return (ORDER.get(one.key) ?? last) - (ORDER.get(other.key) ?? last);
}

function isLosing({ status }: PolicyEntry): boolean {
  return status === "shadowed" || status === "ignored-source";
}

function beats(winner: PolicyEntry, loser: PolicyEntry): boolean {
  if (winner.key !== loser.key || isLosing(winner) || !isLosing(loser)) return false;
  return findPolicyKey(winner.key) !== undefined;
}

function describeEntry(
  entry: PolicyEntry,
  snapshot: PolicySnapshot,
  decision: AuthModeDecision,
): PolicyReportValue {
  const idle = isIdle(entry, decision);
  const ignored = entry.status === "ignored-source" ? whyIgnored(entry, snapshot) : [];
  const facts = [...entry.diagnostics, ...ignored].map(({ message }) => message);
  return {
    value: describeValue(entry),
    typeFound: entry.rawType,
    source: entry.source,
    status: idle ? "ineffective" : entry.status,
    why: [...facts, ...(idle ? [`not used: ${decision.reason}`] : [])].join(" "),
  };
}

/** The reason lies with the source, and is what people ask about each of its values. */
function whyIgnored({ source }: PolicyEntry, { diagnostics }: PolicySnapshot): readonly PolicyDiagnostic[] {
  return diagnostics.filter((one) => one.code === "ignored-source" && one.source === source);
}

function isIdle(entry: PolicyEntry, decision: AuthModeDecision): boolean {
  if (entry.status !== "ok" && entry.status !== "ok-coerced") return false;
  const modes = MODES_OF_KEY[entry.key];
  return modes !== undefined && !UNDECIDED.includes(decision.mode) && !modes.includes(decision.mode);
}

function describeValue({ value }: PolicyEntry): string {
  if (value === undefined) return "";
  if (isSecret(value)) return summariseSecret(value);
  return valueText(value);
}

function unsetKeys({ entries }: PolicySnapshot): readonly PolicyReportUnset[] {
  const set = new Set(entries.map(({ key }) => key));
  return policyCatalogue
    .filter(({ key, use }) => use !== "not-used" && !set.has(key))
    .map(({ key, label, type, help }) => ({ key, label, typeExpected: type, help }));
}
