/**
 * Apple property lists that carry a policy: a managed preferences file, or a configuration profile whose
 * payload is our preference domain, either directly or in the `com.apple.ManagedClient.preferences` wrapper.
 */
import { warning, type Finding } from "../diagnostic.ts";
import type { DecodedEntry, PolicyFormat } from "../policy-types.ts";
import { DecodeFailure } from "./decode-failure.ts";
import { namedEntry } from "./named-entry.ts";
import { isBinaryPlist, parseBinaryPlist } from "./plist-binary.ts";
import { parseXmlPlist } from "./plist-xml.ts";
import type { RawValue } from "./raw-value.ts";
import { decodeUtf16, decodeUtf8, hasUtf16BigEndianBom, hasUtf16LittleEndianBom } from "./text.ts";

export interface PlistPolicy {
  readonly format: PolicyFormat;
  readonly entries: readonly DecodedEntry[];
  readonly findings: readonly Finding[];
}

type Dictionary = ReadonlyMap<string, RawValue>;

const MANAGED_CLIENT = "com.apple.ManagedClient.preferences";

/** @param domain the preference domain, for example `dev.latchkey.desktop`. */
export function decodePlistPolicy(bytes: Uint8Array, domain: string): PlistPolicy {
  const root = parsePlist(bytes);
  if (root.type !== "dictionary")
    throw new DecodeFailure("expected a dictionary at the top of the property list");
  if (textOf(root.entries, "PayloadType") === "Configuration") return readProfile(root.entries, domain);
  return { format: "plist", entries: settingsOf(root.entries), findings: [] };
}

function parsePlist(bytes: Uint8Array): RawValue {
  if (isBinaryPlist(bytes)) return parseBinaryPlist(bytes);
  const wide = hasUtf16LittleEndianBom(bytes) || hasUtf16BigEndianBom(bytes);
  const text = wide ? decodeUtf16(bytes) : decodeUtf8(bytes);
  const encoding = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']{1,40})["']/
    .exec(text.slice(0, 200))?.[1]
    ?.toLowerCase();
  const expected = wide ? ["utf-16"] : ["utf-8", "us-ascii"];
  if (encoding !== undefined && !expected.includes(encoding)) {
    throw new DecodeFailure("the XML declaration names another encoding than UTF-8");
  }
  return parseXmlPlist(text);
}

function readProfile(profile: Dictionary, domain: string): PlistPolicy {
  if (profile.has("EncryptedPayloadContent")) {
    throw new DecodeFailure(
      "encrypted configuration profile; export it without encryption",
      "encrypted-profile",
    );
  }
  const content = profile.get("PayloadContent");
  if (content?.type !== "list") throw new DecodeFailure("expected a list in PayloadContent");
  const findings: Finding[] = [];
  const settings = new Map<string, RawValue>();
  let found = 0;
  for (const payload of content.items) {
    const own = payload.type === "dictionary" ? settingsOfPayload(payload.entries, domain, findings) : [];
    found += own.length;
    for (const group of own) addAll(settings, group);
  }
  if (found === 0) throw nothingFor(domain, findings);
  return { format: "mobileconfig", entries: settingsOf(settings), findings };
}

function settingsOfPayload(payload: Dictionary, domain: string, findings: Finding[]): readonly Dictionary[] {
  const type = textOf(payload, "PayloadType");
  if (type === domain) return [payload];
  if (type !== MANAGED_CLIENT) return [];
  const own = dictionaryOf(dictionaryOf(payload, "PayloadContent"), domain);
  if (own === undefined) return [];
  if (own.has("Set-Once")) {
    findings.push(
      warning("set-once-ignored", "settings under Set-Once are not enforced, so they are ignored"),
    );
  }
  const forced = own.get("Forced");
  if (forced === undefined) return [];
  if (forced.type !== "list") throw new DecodeFailure("expected a list in Forced");
  return forced.items.map((item) => {
    const settings =
      item.type === "dictionary" ? dictionaryOf(item.entries, "mcx_preference_settings") : undefined;
    if (settings === undefined) throw new DecodeFailure("expected mcx_preference_settings in Forced");
    return settings;
  });
}

function addAll(settings: Map<string, RawValue>, group: Dictionary): void {
  for (const [key, value] of group) {
    if (isEnvelope(key)) continue;
    if (settings.has(key)) {
      throw new DecodeFailure("two payloads of this profile set it; keep one", "duplicate-key", key);
    }
    settings.set(key, value);
  }
}

function nothingFor(domain: string, findings: readonly Finding[]): DecodeFailure {
  const because = findings.length > 0 ? "; its settings are under Set-Once, which is not enforced" : "";
  return new DecodeFailure(
    `no payload of this profile sets the preference domain ${domain}${because}`,
    "nothing-for-this-product",
  );
}

function settingsOf(entries: Dictionary): readonly DecodedEntry[] {
  return [...entries].filter(([key]) => !isEnvelope(key)).map(([key, value]) => namedEntry(key, value));
}

/** The keys that describe a payload; macOS may leave them in the managed preferences file. */
function isEnvelope(key: string): boolean {
  return key.startsWith("Payload");
}

function textOf(entries: Dictionary, key: string): string | undefined {
  const value = entries.get(key);
  return value?.type === "string" ? value.text : undefined;
}

function dictionaryOf(entries: Dictionary | undefined, key: string): Dictionary | undefined {
  const value = entries?.get(key);
  return value?.type === "dictionary" ? value.entries : undefined;
}
