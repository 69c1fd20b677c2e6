/** What the check found: all of it for the summary, and under a field only what it is kind to say now. */
import type { Checked, FindingView } from "../../../shared/configuration-contract.ts";
import { isReadOnly } from "./draft.ts";
import type { Live, Ready } from "./model.ts";

export const SEVERITIES = ["error", "warning", "info"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** What the app would do with the draft; with managed values, what it does. */
export function verdictOf(model: Ready): Live<Checked> {
  return isReadOnly(model) ? { value: model.state.report, status: "answered" } : model.live.check;
}

/** The worst first; otherwise in the order of the check. */
export function sorted(findings: readonly FindingView[]): readonly FindingView[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

export function countOf(findings: readonly FindingView[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** Nobody is told that a value is wrong while they type it for the first time. */
export function findingsUnder(model: Ready, key: string): readonly FindingView[] {
  const findings = (verdictOf(model).value?.findings ?? []).filter((finding) => finding.key === key);
  return isDueTo(model, key) ? sorted(findings) : findings.filter(({ severity }) => severity === "info");
}

function isDueTo(model: Ready, key: string): boolean {
  const isAsInForce =
    !(key in model.typed) && (key in model.state.values || model.state.withheld.includes(key));
  return (
    isReadOnly(model) || model.showsAll || model.left.has(key) || model.beenValid.has(key) || isAsInForce
  );
}
