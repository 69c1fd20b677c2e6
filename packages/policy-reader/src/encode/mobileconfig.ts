/**
 * Apple configuration profiles, with our preference domain as payload type.
 *
 * Identifiers and UUIDs follow from the options, so that installing a newer export replaces the older one as a
 * whole. That is also how keys go away: a profile has no deletions.
 */
import type { ResolvedExportOptions } from "./export-options.ts";
import { nameUuid } from "./name-uuid.ts";
import { plistDictionary, plistXml, type PlistDictionary } from "./plist-xml.ts";
import type { Setting } from "./settings.ts";

/** @see https://developer.apple.com/documentation/devicemanagement/toplevel */
export function encodeMobileconfig(settings: readonly Setting[], options: ResolvedExportOptions): Uint8Array {
  return plistXml(
    plistDictionary([
      ["PayloadContent", [payload(settings, options)]],
      ["PayloadDisplayName", `${options.productName} policy`],
      ["PayloadIdentifier", options.profileIdentifier],
      ["PayloadOrganization", options.organization],
      ["PayloadScope", options.scope === "machine" ? "System" : "User"],
      ["PayloadType", "Configuration"],
      ["PayloadUUID", nameUuid(scoped(options.profileIdentifier, options))],
      ["PayloadVersion", 1],
    ]),
  );
}

function payload(settings: readonly Setting[], options: ResolvedExportOptions): PlistDictionary {
  const identifier = `${options.profileIdentifier}.settings`;
  return plistDictionary([
    ["PayloadDisplayName", options.productName],
    ["PayloadIdentifier", identifier],
    ["PayloadType", options.domain],
    ["PayloadUUID", nameUuid(scoped(identifier, options))],
    ["PayloadVersion", 1],
    ...settings.map(({ row, text }) => [row.key, text] as const),
  ]);
}

/** A user's profile is not the device's, even with the same identifier. */
function scoped(identifier: string, { scope }: ResolvedExportOptions): string {
  return scope === "machine" ? identifier : `${identifier}.user`;
}
