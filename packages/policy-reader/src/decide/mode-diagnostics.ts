/** What a decision says about credentials that are set and not used. */
import { diagnose, info, warning, type Finding } from "../diagnostic.ts";
import type { PolicyDiagnostic } from "../policy-types.ts";
import { SIGN_IN_KEYS, type Inputs } from "./inputs.ts";

/** The one warning about fewer than four keys of AWS sign-in. */
export function partialWarning(inputs: Inputs): readonly PolicyDiagnostic[] {
  const { count, missing, blank, bad } = inputs.signIn;
  if (count === 0 || count === SIGN_IN_KEYS.length) return [];
  const facts = [listed("missing", missing), listed("blank", blank), listed("set but not valid", bad)];
  const which = facts.filter((fact) => fact !== "").join("; ");
  const reason = `only ${count} of the four AWS SSO keys are set, so they are ignored (${which})`;
  return about(inputs, [warning("partial-sign-in", reason)]);
}

/** Whatever is weaker than the credential that won. */
export function shadowedBy(
  inputs: Inputs,
  winner: "bearer" | "profile" | "sign-in",
): readonly PolicyDiagnostic[] {
  const because = {
    bearer: "because the bearer token is set",
    profile: "because a profile name is set",
    "sign-in": "because AWS sign-in is configured",
  }[winner];
  const findings: Finding[] = [];
  if (winner === "bearer" && inputs.profile.state === "valid") {
    findings.push(info("profile-shadowed", `not used, ${because}`, "inferenceBedrockProfile"));
  }
  if (winner !== "sign-in" && inputs.signIn.count === SIGN_IN_KEYS.length) {
    findings.push(info("sign-in-shadowed", `AWS sign-in is disabled ${because}`, SIGN_IN_KEYS[0]));
  }
  if (inputs.helper.state === "valid") {
    findings.push(info("helper-shadowed", `not used, ${because}`, "inferenceCredentialHelper"));
  }
  return [...about(inputs, findings), ...partialWarning(inputs)];
}

export function about(inputs: Inputs, findings: readonly Finding[]): readonly PolicyDiagnostic[] {
  return findings.map((finding) => diagnose(finding, inputs.source));
}

function listed(label: string, keys: readonly string[]): string {
  return keys.length === 0 ? "" : `${label}: ${keys.join(", ")}`;
}
