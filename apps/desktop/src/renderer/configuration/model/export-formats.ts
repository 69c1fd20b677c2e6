/** The files that can be exported, and which choices each of them takes. */
import type { ConfigurationState, ExportRequest } from "../../../shared/configuration-contract.ts";

export type ExportFormat = ExportRequest["format"];

export interface FormatTraits {
  readonly format: ExportFormat;
  /** Holds the values of the draft, and so perhaps a secret. */
  readonly hasValues: boolean;
  readonly hasScope: boolean;
  readonly hasOrganization: boolean;
}

const values = { hasValues: true, hasScope: false, hasOrganization: false };
const catalogue = { hasValues: false, hasScope: false, hasOrganization: false };

export const EXPORT_FORMATS: readonly FormatTraits[] = [
  { ...values, format: "mobileconfig", hasScope: true, hasOrganization: true },
  { ...values, format: "reg", hasScope: true },
  { ...values, format: "json" },
  { ...catalogue, format: "admx" },
  { ...catalogue, format: "adml" },
  { ...catalogue, format: "reg-removal", hasScope: true },
  { ...catalogue, format: "manifest" },
];

export function traitsOf(format: ExportFormat): FormatTraits {
  const found = EXPORT_FORMATS.find((each) => each.format === format);
  if (found === undefined) throw new Error("There is no such format.");
  return found;
}

export interface ExportForm {
  readonly format: ExportFormat;
  readonly scope: ExportRequest["scope"];
  readonly organization: string;
  /** Consent to clear text. */
  readonly includeSecrets: boolean;
}

export function firstForm({ ownFormat }: Pick<ConfigurationState, "ownFormat">): ExportForm {
  return { format: ownFormat, scope: "machine", organization: "", includeSecrets: false };
}
