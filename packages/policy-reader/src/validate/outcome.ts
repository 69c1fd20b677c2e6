/** What a rule says about one value. Reasons hold no value. */
import type { Finding } from "../diagnostic.ts";
import type { PolicyDiagnosticCode, PolicyValue } from "../policy-types.ts";

export type Outcome =
  | { readonly status: "ok"; readonly value: PolicyValue; readonly findings: readonly Finding[] }
  | { readonly status: "blank" }
  | {
      readonly status: "wrong-type" | "malformed";
      readonly code: PolicyDiagnosticCode;
      readonly reason: string;
    };

export type Rejection = Extract<Outcome, { readonly status: "wrong-type" | "malformed" }>;

/** What rules may depend on besides the value. */
export interface RuleContext {
  readonly homeDirectory?: string | undefined;
  readonly allowLoopbackHttp?: boolean | undefined;
}

export const accept = (value: PolicyValue, ...findings: readonly Finding[]): Outcome => ({
  status: "ok",
  value,
  findings,
});

export const malformed = (reason: string, code: PolicyDiagnosticCode = "malformed-value"): Rejection => ({
  status: "malformed",
  code,
  reason,
});

export const wrongType = (reason: string, code: PolicyDiagnosticCode = "wrong-type"): Rejection => ({
  status: "wrong-type",
  code,
  reason,
});
