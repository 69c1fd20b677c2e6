/** A draft of the form, understood exactly as a device would understand it as a JSON policy. */
import { decideAuthMode, decodePolicy, policyCatalogue, readPolicy } from "@latchkey/policy-reader";
import type {
  AuthModeDecision,
  PolicyExportValues,
  PolicyReading,
  PolicySnapshot,
} from "@latchkey/policy-reader";
import { secret } from "@latchkey/secret";
import type { Checked, Draft, FindingView } from "../../shared/configuration-schema.ts";
import { DRAFT_NAME, draftFindings } from "./findings.ts";
import { NOTHING_KEPT } from "./kept-values.ts";
import type { KeptValues } from "./kept-values.ts";

export interface ExaminedPolicy {
  readonly snapshot: PolicySnapshot;
  readonly decision: AuthModeDecision;
  /** What an export takes: every secret behind a `Secret`. */
  readonly values: PolicyExportValues;
  /** What the window adds to the reader's rules; all of severity `error`. */
  readonly problems: readonly FindingView[];
}

/**
 * Never throws for what a draft holds; one above 1 MiB is malformed, as a file of that size is.
 *
 * @param kept what the form does not show and the draft does not set.
 */
export async function examineDraft(draft: Draft, kept: KeptValues = NOTHING_KEPT): Promise<ExaminedPolicy> {
  const bytes = new TextEncoder().encode(JSON.stringify({ ...kept.shown, ...draft }));
  const read = decodePolicy(bytes, { name: DRAFT_NAME, format: "json" });
  const reading: PolicyReading =
    read.status === "read" ? { ...read, entries: [...read.entries, ...kept.sealed] } : read;
  const snapshot = await readPolicy([
    { name: DRAFT_NAME, scope: "machine", read: () => Promise.resolve(reading) },
  ]);
  const decision = decideAuthMode(snapshot);
  return {
    snapshot,
    decision,
    values: { ...kept.shown, ...sealSecrets(draft), ...kept.secrets },
    problems: kept.problemsOf(decision),
  };
}

export function checkPolicy({ snapshot, decision, problems }: ExaminedPolicy): Checked {
  return {
    mode: decision.mode,
    reason: decision.reason,
    findings: [...problems, ...draftFindings([...snapshot.diagnostics, ...decision.diagnostics])],
  };
}

const SHOWABLE: ReadonlySet<string> = new Set(
  policyCatalogue.filter((row) => !row.secret).map(({ key }) => key),
);

/** A name that nobody knows may hold anything, so its value is sealed as well. */
function sealSecrets(draft: Draft): PolicyExportValues {
  return Object.fromEntries(
    Object.entries(draft).map(([key, value]) => [
      key,
      SHOWABLE.has(key) ? value : secret(typeof value === "string" ? value : JSON.stringify(value)),
    ]),
  );
}
