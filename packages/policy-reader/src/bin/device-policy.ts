/** The policy that this device's management delivers. */
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { PolicyArgument, ProductNames } from "./policy-argument.ts";
import type { Terminal } from "./terminal.ts";

export async function readDevice(product: ProductNames, terminal: Terminal): Promise<PolicyArgument> {
  void product;
  throw new PolicyReaderError("POLICY_READER_INVALID_OPTION", `no sources for ${terminal.platform}`);
}
