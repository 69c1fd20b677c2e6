/**
 * The catalogue as a profile manifest, which ProfileCreator and the profile editors of device management read.
 *
 * @see https://github.com/ProfileCreator/ProfileManifests/wiki/Manifest-Format
 */
import { policyCatalogue, type PolicyKey } from "../catalogue.ts";
import type { ResolvedExportOptions } from "./export-options.ts";
import { explainKey } from "./key-text.ts";
import { plistDictionary, plistXml, type PlistDictionary, type PlistValue } from "./plist-xml.ts";

/** Editors take the manifest with the highest version: raise both when the catalogue changes. */
const VERSION = 1;
const LAST_MODIFIED = new Date("2026-11-24T00:00:00Z");

export function encodeManifest(options: ResolvedExportOptions): Uint8Array {
  const { domain, productName } = options;
  return plistXml(
    plistDictionary([
      ["pfm_description", `${productName} settings`],
      ["pfm_domain", domain],
      ["pfm_format_version", 1],
      ["pfm_last_modified", LAST_MODIFIED],
      ["pfm_platforms", ["macOS"]],
      ["pfm_subkeys", [...payloadKeys(options), ...policyCatalogue.map(settingKey)]],
      ["pfm_targets", ["system", "user"]],
      ["pfm_title", productName],
      ["pfm_unique", true],
      ["pfm_version", VERSION],
    ]),
  );
}

/** The keys that every payload needs around its settings. */
function payloadKeys({ domain, productName }: ResolvedExportOptions): readonly PlistDictionary[] {
  const uuid = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
  return [
    payloadKey("PayloadDescription", "What the payload is for.", `Configures ${productName}`),
    payloadKey("PayloadDisplayName", "The name that a user sees.", productName, "always"),
    payloadKey(
      "PayloadIdentifier",
      "A reverse-DNS name of this payload, stable over updates.",
      domain,
      "always",
    ),
    payloadKey("PayloadType", "The preference domain.", domain, "always"),
    new Map([
      ...payloadKey("PayloadUUID", "A UUID, stable over updates.", "", "always"),
      ["pfm_format", uuid],
    ]),
    payloadKey("PayloadVersion", "The version of the payload format.", 1, "always"),
    payloadKey("PayloadOrganization", "Who issues the profile."),
  ];
}

function payloadKey(
  name: string,
  description: string,
  initial?: string | number,
  require?: "always",
): PlistDictionary {
  return plistDictionary([
    ["pfm_default", initial],
    ["pfm_description", description],
    ["pfm_name", name],
    ["pfm_require", require],
    ["pfm_title", name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")],
    ["pfm_type", typeof initial === "number" ? "integer" : "string"],
  ]);
}

/** Every setting is a string, which is the documented form of all types. */
function settingKey(row: PolicyKey): PlistDictionary {
  return plistDictionary([
    ["pfm_description", explainKey(row)],
    ["pfm_format", row.type === "integer" ? "^[0-9]{1,9}$" : undefined],
    ["pfm_name", row.key],
    ["pfm_range_list", rangeList(row)],
    ["pfm_sensitive", row.secret ? true : undefined],
    ["pfm_title", row.label],
    ["pfm_type", "string"],
    ["pfm_value_placeholder", row.example],
  ]);
}

function rangeList({ type, choices }: PolicyKey): PlistValue | undefined {
  return type === "boolean" ? ["true", "false"] : choices;
}
