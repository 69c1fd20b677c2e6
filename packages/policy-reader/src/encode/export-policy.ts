/** Writes a policy, or the catalogue, for the tools of each platform. */
import { PolicyReaderError } from "../policy-reader-error.ts";
import type {
  ExportPolicyOptions,
  PolicyExport,
  PolicyExportFormat,
  PolicyExportValues,
} from "./export-types.ts";

/**
 * One file for administrators. Pure: the same input gives the same bytes, with keys in catalogue order.
 *
 * @param values keys that are not set are left out; a `.reg` deletes them. Formats without values ignore it.
 * @returns `refused` when a key is unknown or a value breaks a rule; diagnostics never hold a value.
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when the format or an option is empty or unknown.
 */
export function exportPolicy(
  format: PolicyExportFormat,
  values: PolicyExportValues = {},
  options: ExportPolicyOptions = {},
): PolicyExport {
  void values;
  void options;
  throw new PolicyReaderError("POLICY_READER_INVALID_OPTION", `no encoder for ${format} yet`);
}
