/** Builds diagnostics, so that every message has the same shape and no file content gets into one. */
import type { PolicyDiagnostic, PolicyDiagnosticCode, PolicySeverity } from "./policy-types.ts";

/** A finding before it is known which source it is about. */
export interface Finding {
  readonly severity: PolicySeverity;
  readonly code: PolicyDiagnosticCode;
  /** Why, in words; holds no value. */
  readonly reason: string;
  readonly key?: string | undefined;
}

/** `message` reads "source: key: reason". */
export function diagnose(finding: Finding, source?: string): PolicyDiagnostic {
  const key = finding.key === undefined ? undefined : displayKey(finding.key);
  const parts = [source, key, finding.reason].filter((part) => part !== undefined);
  return {
    severity: finding.severity,
    code: finding.code,
    message: parts.join(": "),
    ...(key === undefined ? {} : { key }),
    ...(source === undefined ? {} : { source }),
  };
}

const DEFAULT_VALUE = "(default value)";
const UNPRINTABLE = "(unprintable key)";

/** A key's name if it looks like one. Long, odd or with many digits, it could be a token in the wrong place. */
export function displayKey(name: string): string {
  if (name === DEFAULT_VALUE || name === UNPRINTABLE) return name;
  if (name === "") return DEFAULT_VALUE;
  const plausible =
    /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/.test(name) && name.replaceAll(/[^0-9]/g, "").length <= 2;
  return plausible ? name : UNPRINTABLE;
}

export const error = (code: PolicyDiagnosticCode, reason: string, key?: string): Finding => ({
  severity: "error",
  code,
  reason,
  key,
});

export const warning = (code: PolicyDiagnosticCode, reason: string, key?: string): Finding => ({
  severity: "warning",
  code,
  reason,
  key,
});

export const info = (code: PolicyDiagnosticCode, reason: string, key?: string): Finding => ({
  severity: "info",
  code,
  reason,
  key,
});
