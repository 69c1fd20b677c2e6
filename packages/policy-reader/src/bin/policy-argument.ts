/** A policy that a command line names: a file, or standard input. */
import { decideAuthMode } from "../decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "../decide/decision-types.ts";
import { decodePolicy } from "../decode/decode-policy.ts";
import { printable } from "../describe/printable.ts";
import { policyFileSource } from "../sources/policy-file-source.ts";
import type { PolicySnapshot, PolicySource } from "../policy-types.ts";
import { readPolicy } from "../read-policy.ts";
import type { Terminal } from "./terminal.ts";

/** How to find this product's settings in a file. */
export interface ProductNames {
  readonly domain?: string;
  readonly registryKey?: string;
}

export const productHelp = `  --domain NAME         macOS preference domain to read, dev.latchkey.desktop by default
  --registry-key KEY    Windows policy key to read, SOFTWARE\\Policies\\Latchkey by default`;

export const productOptions = {
  domain: { type: "string" },
  "registry-key": { type: "string" },
} as const;

/** What was given of {@link productOptions}. */
export function productNamesOf(given: {
  readonly domain?: string | undefined;
  readonly "registry-key"?: string | undefined;
}): ProductNames {
  const { domain, "registry-key": registryKey } = given;
  return {
    ...(domain === undefined ? {} : { domain }),
    ...(registryKey === undefined ? {} : { registryKey }),
  };
}

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
  const reason = whyUnreadable(snapshot);
  return reason === undefined
    ? { status: "read", name, snapshot, decision: decideAuthMode(snapshot) }
    : { status: "unreadable", name, reason: printable(`${name}: ${reason}`) };
}

function inputSource(product: ProductNames, terminal: Terminal): PolicySource {
  const name = "(standard input)";
  return {
    name,
    scope: "machine",
    read: async () => decodePolicy(await terminal.input(), { name, ...product }),
  };
}

function whyUnreadable({ status, diagnostics }: PolicySnapshot): string | undefined {
  if (status === "absent") return "There is no such file. Check the path.";
  if (status === "unreadable") return "The file cannot be opened. Check who may read it.";
  const special = diagnostics.some(({ code }) => code === "not-a-regular-file");
  return special ? "Not a file. Name a policy file, or - for standard input." : undefined;
}
