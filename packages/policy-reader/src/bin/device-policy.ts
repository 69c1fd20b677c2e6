/** The policy that this device's management delivers. */
import { decideAuthMode } from "../decide/decide-auth-mode.ts";
import { readPolicy } from "../read-policy.ts";
import type { ReadablePolicy } from "./policy-argument.ts";
import type { ProductNames } from "./product-names.ts";
import type { Terminal } from "./terminal.ts";

/** Broken and missing sources are part of what there is to explain, so this always gives a policy. */
export async function readDevice(product: ProductNames, terminal: Terminal): Promise<ReadablePolicy> {
  const { sources, precedence } = terminal.managedSources(product);
  const snapshot = await readPolicy(sources, { precedence });
  return { status: "read", name: "this device", snapshot, decision: decideAuthMode(snapshot) };
}
