/** A policy that a command line names: a file, or standard input. */
import { decideAuthMode } from "../decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "../decide/decision-types.ts";
import { decodePolicy } from "../decode/decode-policy.ts";
import { printable } from "../describe/printable.ts";
import { policyFileSource } from "../sources/policy-file-source.ts";
import type { PolicySnapshot, PolicySource } from "../policy-types.ts";
import { readPolicy } from "../read-policy.ts";
import type { ProductNames } from "./product-names.ts";
import type { Terminal } from "./terminal.ts";

export interface ReadablePolicy {
  readonly status: "read";
  /** What messages call it. */
  readonly name: string;
  readonly snapshot: PolicySnapshot;
  readonly decision: AuthModeDecision;
}

export type PolicyArgument =
  | ReadablePolicy
  /** Not a policy with errors: there is nothing that could have any. */
  | { readonly status: "unreadable"; readonly name: string; readonly reason: string };

export const STANDARD_INPUT = "-";

/** Reads a file, or standard input for `-`. */
export async function readArgument(
  file: string,
  product: ProductNames,
  terminal: Terminal,
): Promise<PolicyArgument> {
  const source =
    file === STANDARD_INPUT ? inputSource(product, terminal) : policyFileSource({ path: file, ...product });
  const snapshot = await readPolicy([source]);
  const name = source.name;
  const reason = whyUnreadable(snapshot, name);
  return reason === undefined
    ? { status: "read", name, snapshot, decision: decideAuthMode(snapshot) }
    : { status: "unreadable", name, reason: printable(reason) };
}

function inputSource(product: ProductNames, terminal: Terminal): PolicySource {
  const name = "(standard input)";
  return {
    name,
    scope: "machine",
    read: async () => decodePolicy(await terminal.input(), { name, ...product }),
  };
}

function whyUnreadable({ status, diagnostics }: PolicySnapshot, name: string): string | undefined {
  if (status === "absent") return `${name}: There is no such file. Check the path.`;
  if (status === "unreadable") {
    const [what = `${name}: cannot be read`] = diagnostics.map(({ message }) => message);
    return `${what}. Check the path, and who may read the file.`;
  }
  const special = diagnostics.some(({ code }) => code === "not-a-regular-file");
  return special ? `${name}: Not a file. Name a policy file, or - for standard input.` : undefined;
}
