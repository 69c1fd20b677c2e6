/** A draft of the form, understood exactly as a device would understand it as a JSON policy. */
import { decideAuthMode, decodePolicy, policyCatalogue, readPolicy } from "@latchkey/policy-reader";
import type { AuthModeDecision, PolicyExportValues, PolicySnapshot } from "@latchkey/policy-reader";
import { secret } from "@latchkey/secret";
import type { Checked, Draft } from "../../shared/configuration-schema.ts";
import { DRAFT_NAME, draftFindings } from "./findings.ts";

export interface ExaminedPolicy {
  readonly snapshot: PolicySnapshot;
  readonly decision: AuthModeDecision;
  /** What an export takes: every secret behind a `Secret`. */
  readonly values: PolicyExportValues;
}

/** Never throws for what a draft holds; one above 1 MiB is malformed, as a file of that size is. */
export async function examineDraft(draft: Draft): Promise<ExaminedPolicy> {
  const bytes = new TextEncoder().encode(JSON.stringify(draft));
  const read = decodePolicy(bytes, { name: DRAFT_NAME, format: "json" });
  const snapshot = await readPolicy([
    { name: DRAFT_NAME, scope: "machine", read: () => Promise.resolve(read) },
  ]);
  return { snapshot, decision: decideAuthMode(snapshot), values: sealSecrets(draft) };
}

export function checkPolicy({ snapshot, decision }: ExaminedPolicy): Checked {
  return {
    mode: decision.mode,
    reason: decision.reason,
    findings: draftFindings([...snapshot.diagnostics, ...decision.diagnostics]),
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
