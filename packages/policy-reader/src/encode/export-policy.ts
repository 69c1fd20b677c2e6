/** Writes a policy, or the catalogue, for the tools of each platform. */
import { decodePolicy } from "../decode/decode-policy.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import { encodeAdml } from "./adml.ts";
import { encodeAdmx } from "./admx.ts";
import { resolveExportOptions, type ResolvedExportOptions } from "./export-options.ts";
import type {
  ExportPolicyOptions,
  PolicyExport,
  PolicyExportFormat,
  PolicyExportValues,
} from "./export-types.ts";
import { encodeManifest } from "./manifest.ts";
import { encodeMobileconfig } from "./mobileconfig.ts";
import { encodeReg, encodeRegRemoval } from "./reg.ts";
import { checkSettings, type Setting } from "./settings.ts";
import { encodeJson } from "./settings-json.ts";

type ValuesEncoder = (
  settings: readonly Setting[],
  leftOut: readonly string[],
  options: ResolvedExportOptions,
) => Uint8Array;

const VALUES_ENCODERS: Readonly<Record<string, ValuesEncoder>> = {
  mobileconfig: (settings, _, options) => encodeMobileconfig(settings, options),
  reg: encodeReg,
  json: encodeJson,
} satisfies Partial<Record<PolicyExportFormat, ValuesEncoder>>;

const CATALOGUE_ENCODERS: Readonly<Record<string, (options: ResolvedExportOptions) => Uint8Array>> = {
  "reg-removal": encodeRegRemoval,
  admx: encodeAdmx,
  adml: encodeAdml,
  manifest: encodeManifest,
} satisfies Partial<Record<PolicyExportFormat, (options: ResolvedExportOptions) => Uint8Array>>;

/**
 * One file for administrators. Pure: the same input gives the same bytes, with keys in catalogue order.
 *
 * @param values keys that are not set are left out; a `.reg` deletes them. Formats without values ignore it.
 * @returns `refused` when a key is unknown, a value breaks a rule, or the file would be above the limits of a
 * policy; diagnostics never hold a value.
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when the format or an option is empty or unknown.
 */
export function exportPolicy(
  format: PolicyExportFormat,
  values: PolicyExportValues = {},
  options: ExportPolicyOptions = {},
): PolicyExport {
  const resolved = resolveExportOptions(options);
  const fileName = fileNameOf(format, resolved);
  if (Object.hasOwn(VALUES_ENCODERS, format)) return exportValues(format, values, fileName, resolved);
  const bytes = CATALOGUE_ENCODERS[format]?.(resolved) ?? new Uint8Array();
  return { status: "exported", fileName, bytes, diagnostics: [] };
}

function exportValues(
  format: PolicyExportFormat,
  values: PolicyExportValues,
  fileName: string,
  options: ResolvedExportOptions,
): PolicyExport {
  const checked = checkSettings(values, fileName, options.includeSecrets);
  if (checked.status === "refused") return checked;
  const { settings, leftOut, diagnostics } = checked;
  const bytes = VALUES_ENCODERS[format]?.(settings, leftOut, options) ?? new Uint8Array();
  // A device that refuses the file would have no policy at all, so the reader has the last word.
  const { domain, registryKey } = options;
  const read = decodePolicy(bytes, { name: fileName, domain, registryKey });
  if (read.status !== "read")
    return { status: "refused", diagnostics: [...diagnostics, ...read.diagnostics] };
  return { status: "exported", fileName, bytes, diagnostics };
}

/** @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION */
function fileNameOf(format: PolicyExportFormat, { productName, domain }: ResolvedExportOptions): string {
  const base =
    productName
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "product";
  switch (format) {
    case "json":
      return "managed-settings.json";
    case "reg-removal":
      return `${base}-removal.reg`;
    case "manifest":
      return `${domain}.plist`;
    case "mobileconfig":
    case "reg":
    case "admx":
    case "adml":
      return `${base}.${format}`;
    default:
      throw new PolicyReaderError(
        "POLICY_READER_INVALID_OPTION",
        `expected format to be one of ${[...Object.keys(VALUES_ENCODERS), ...Object.keys(CATALOGUE_ENCODERS)].join(", ")}`,
      );
  }
}
