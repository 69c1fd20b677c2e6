/** Compares what was read back with what was exported. */
import { isSecret } from "@latchkey/secret";
import { expect } from "vitest";
import { decodePolicy, type DecodePolicyOptions } from "../../src/decode/decode-policy.ts";
import { exportPolicy } from "../../src/encode/export-policy.ts";
import type {
  ExportPolicyOptions,
  PolicyExportFormat,
  PolicyExportValues,
} from "../../src/encode/export-types.ts";
import { readPolicy } from "../../src/read-policy.ts";

/** The bytes of an export that must succeed. */
export function exported(
  format: PolicyExportFormat,
  values?: PolicyExportValues,
  options?: ExportPolicyOptions,
): Uint8Array {
  const result = exportPolicy(format, values, options);
  if (result.status === "exported") return result.bytes;
  throw new Error(`refused: ${result.diagnostics.map(({ message }) => message).join("; ")}`);
}

/** Expects the policy of these bytes to hold these values and no others. */
export async function expectPolicy(
  bytes: Uint8Array,
  values: PolicyExportValues,
  options: Omit<DecodePolicyOptions, "name"> = {},
): Promise<void> {
  const read = async () => decodePolicy(bytes, { name: "policy", ...options });
  const snapshot = await readPolicy([{ name: "policy", scope: "machine", read }]);
  expect(snapshot.status).toBe("read");
  const found = Object.fromEntries(snapshot.entries.map(({ key, value }) => [key, revealed(value)]));
  const expected = Object.entries(values).map(([key, value]) => [key, revealed(value)]);
  expect(found).toEqual(Object.fromEntries(expected));
}

/** The text of a secret, so that two of them compare; JSON without its white space and escapes. */
function revealed(value: unknown): unknown {
  if (!isSecret(value)) return value;
  const text = value.reveal();
  return text.startsWith("{") ? { object: JSON.parse(text) as unknown } : text;
}
