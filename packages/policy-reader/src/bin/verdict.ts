/** Whether a policy file does what its administrator meant. */
import { findPolicyKey } from "../catalogue.ts";
import type { AuthModeDecision } from "../decide/decision-types.ts";
import { effectiveEntries, entryOf } from "../effective-entries.ts";
import type { PolicyDiagnostic, PolicySnapshot } from "../policy-types.ts";

export interface Verdict {
  /** Whether an app under this policy gets to work: a credential, or nothing that asks for one. */
  readonly usable: boolean;
  readonly errors: number;
  readonly warnings: number;
  readonly diagnostics: readonly PolicyDiagnostic[];
}

export function verdictOf(snapshot: PolicySnapshot, decision: AuthModeDecision): Verdict {
  const diagnostics = [...new Set([...snapshot.diagnostics, ...decision.diagnostics])];
  const count = (severity: PolicyDiagnostic["severity"]): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    usable: isUsable(snapshot, decision),
    errors: count("error"),
    warnings: count("warning"),
    diagnostics,
  };
}

function isUsable(snapshot: PolicySnapshot, decision: AuthModeDecision): boolean {
  switch (decision.mode) {
    case "aws-sso":
    case "bearer-token":
    case "profile":
    case "credential-helper":
      return true;
    case "inactive":
      return !forgetsProvider(snapshot) && !isSomethingElse(snapshot);
    case "none":
    case "config-error":
    case "unknown":
      return false;
  }
}

/** Settings for inference, and nothing that switches it on. A file about updates alone has none of them. */
function forgetsProvider(snapshot: PolicySnapshot): boolean {
  const entries = effectiveEntries(snapshot.entries).filter(({ status }) => status !== "blank");
  const wanted = entries.some(({ key }) =>
    ["connection", "credential"].includes(findPolicyKey(key)?.use ?? ""),
  );
  return wanted && entryOf(entries, "inferenceProvider") === undefined;
}

/** A file of another product, or of another kind, is not a policy that asks for nothing. */
function isSomethingElse({ entries }: PolicySnapshot): boolean {
  return entries.length > 0 && entries.every(({ status }) => status === "unknown-key");
}
