/** Diagnostics of the policy reader, as a window shows them. None of them holds a value. */
import type { PolicyDiagnostic, PolicyDiagnosticCode } from "@latchkey/policy-reader";
import type { FindingView } from "../../shared/configuration-schema.ts";

/** What every message about a draft begins with, until it is cut off. */
export const DRAFT_NAME = "this configuration";

/** What is only missing yet may be filled in later; a value that breaks its rule may not stay. */
const INCOMPLETE: ReadonlySet<PolicyDiagnosticCode> = new Set(["required-key-missing", "models-required"]);

/** About a policy on the device: each message names its source and key. */
export function policyFindings(diagnostics: readonly PolicyDiagnostic[]): FindingView[] {
  return [...new Set(diagnostics)].map(viewOf);
}

/** About a draft, whose fields say what they are about: each message is the reason alone. */
export function draftFindings(diagnostics: readonly PolicyDiagnostic[]): FindingView[] {
  return [...new Set(diagnostics)].map((diagnostic) => ({
    ...viewOf(diagnostic),
    ...(INCOMPLETE.has(diagnostic.code) ? { severity: "warning" } : {}),
    message: reasonOf(diagnostic),
  }));
}

export const isError = ({ severity }: { readonly severity: FindingView["severity"] }): boolean =>
  severity === "error";

function viewOf({ severity, code, message, key }: PolicyDiagnostic): FindingView {
  return { severity, code, message, ...(key === undefined ? {} : { key }) };
}

function reasonOf({ message, source, key }: PolicyDiagnostic): string {
  return [source, key].reduce<string>(
    (rest, part) => (part !== undefined && rest.startsWith(`${part}: `) ? rest.slice(part.length + 2) : rest),
    message,
  );
}
