/** The inputs of the decision table, each absent, valid or broken. */
import type { Secret } from "@latchkey/secret";
import { entryOf, effectiveEntries, secretOf, textOf } from "../effective-entries.ts";
import type { PolicyDiagnostic, PolicyEntry, PolicySnapshot } from "../policy-types.ts";
import { SIGN_IN_CONFLICTS } from "../validate/cross-checks.ts";

/** The four keys of AWS sign-in: all or nothing. */
export const SIGN_IN_KEYS = [
  "inferenceBedrockSsoStartUrl",
  "inferenceBedrockSsoRegion",
  "inferenceBedrockSsoAccountId",
  "inferenceBedrockSsoRoleName",
] as const;

/** `bad` means that somebody meant to set it: never a reason to use a weaker credential. */
export type Input<Value> =
  | { readonly state: "unset" }
  | { readonly state: "bad" }
  | { readonly state: "valid"; readonly value: Value };

export interface Inputs {
  readonly entries: readonly PolicyEntry[];
  readonly provider: Input<string>;
  readonly bearer: Input<Secret>;
  readonly profile: Input<string>;
  readonly helper: Input<string>;
  readonly signIn: SignInInput;
  /** Names the policy in messages. */
  readonly source: string | undefined;
}

export interface SignInValues {
  readonly startUrl: string;
  readonly ssoRegion: string;
  readonly accountId: string;
  readonly roleName: string;
}

export interface SignInInput {
  /** How many of the four keys are set, valid or not. */
  readonly count: number;
  /** Present when all four are valid. */
  readonly values?: SignInValues;
  readonly missing: readonly string[];
  readonly blank: readonly string[];
  readonly bad: readonly string[];
  readonly conflicts: readonly PolicyDiagnostic[];
}

export function inputsOf(snapshot: PolicySnapshot): Inputs {
  const entries = effectiveEntries(snapshot.entries);
  return {
    entries,
    provider: inputOf(entries, "inferenceProvider", textOf),
    bearer: inputOf(entries, "inferenceBedrockBearerToken", secretOf),
    profile: inputOf(entries, "inferenceBedrockProfile", textOf),
    helper: inputOf(entries, "inferenceCredentialHelper", textOf),
    signIn: signInOf(entries, snapshot.diagnostics),
    source: snapshot.sources.find(({ inForce }) => inForce)?.name,
  };
}

/** @param read takes the value out of a valid entry. */
export function inputOf<Value>(
  entries: readonly PolicyEntry[],
  key: string,
  read: (entries: readonly PolicyEntry[], key: string) => Value | undefined,
): Input<Value> {
  const entry = entryOf(entries, key);
  if (entry === undefined || entry.status === "blank") return { state: "unset" };
  const value = read(entries, key);
  return value === undefined ? { state: "bad" } : { state: "valid", value };
}

/** The errors of the given keys. */
export function problemsOf(inputs: Inputs, keys: readonly string[]): readonly PolicyDiagnostic[] {
  return keys.flatMap((key) =>
    (entryOf(inputs.entries, key)?.diagnostics ?? []).filter(({ severity }) => severity === "error"),
  );
}

function signInOf(entries: readonly PolicyEntry[], diagnostics: readonly PolicyDiagnostic[]): SignInInput {
  const stateOf = (key: string): string => inputOf(entries, key, textOf).state;
  const unset = SIGN_IN_KEYS.filter((key) => stateOf(key) === "unset");
  const [startUrl, ssoRegion, accountId, roleName] = SIGN_IN_KEYS.map((key) => textOf(entries, key));
  const complete =
    startUrl !== undefined && ssoRegion !== undefined && accountId !== undefined && roleName !== undefined;
  return {
    count: SIGN_IN_KEYS.length - unset.length,
    ...(complete ? { values: { startUrl, ssoRegion, accountId, roleName } } : {}),
    missing: unset.filter((key) => entryOf(entries, key) === undefined),
    blank: unset.filter((key) => entryOf(entries, key) !== undefined),
    bad: SIGN_IN_KEYS.filter((key) => stateOf(key) === "bad"),
    conflicts: diagnostics.filter(({ code }) => SIGN_IN_CONFLICTS.includes(code)),
  };
}
