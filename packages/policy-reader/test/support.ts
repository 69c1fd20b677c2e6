/** Writes small policies in every format, and reads them without a file system. */
import { buildBinary } from "plist";
import { decodePolicy } from "../src/decode/decode-policy.ts";
import type { PolicyReading, PolicyScope, PolicySnapshot, PolicySource } from "../src/policy-types.ts";
import { readPolicy, type ReadPolicyOptions } from "../src/read-policy.ts";

export type Settings = Readonly<Record<string, string>>;

export const SIGN_IN: Settings = {
  inferenceBedrockSsoStartUrl: "https://acme.awsapps.com/start",
  inferenceBedrockSsoRegion: "us-east-1",
  inferenceBedrockSsoAccountId: "111122223333",
  inferenceBedrockSsoRoleName: "BedrockInference",
};

export const BEDROCK: Settings = {
  inferenceProvider: "bedrock",
  inferenceBedrockRegion: "us-west-2",
  inferenceModels: '["us.anthropic.claude-sonnet-4-20250514-v1:0"]',
};

export const TOKEN = "ABSKplantedTokenValue0123456789abcdef";

export const FORMATS = [
  "json",
  "xml-plist",
  "binary-plist",
  "mobileconfig",
  "mobileconfig-wrapper",
  "reg",
  "reg-ansi",
] as const;
export type TestFormat = (typeof FORMATS)[number];

export function encode(format: TestFormat, settings: Settings): Uint8Array {
  switch (format) {
    case "json":
      return text(JSON.stringify(settings));
    case "xml-plist":
      return text(plistXml(dictionaryXml(settings)));
    case "binary-plist":
      return new Uint8Array(buildBinary({ ...settings }));
    case "mobileconfig":
      return text(profileXml(payloadXml(settings)));
    case "mobileconfig-wrapper":
      return text(profileXml(wrapperXml(settings)));
    case "reg":
      return reg(regLines(settings));
    case "reg-ansi":
      return regAnsi(settings);
  }
}

/** The payload in which MDM servers wrap the settings of any preference domain. */
export function wrapperXml(settings: Settings, domain = "dev.latchkey.desktop"): string {
  const forced = `<array><dict><key>mcx_preference_settings</key>${dictionaryXml(settings)}</dict></array>`;
  const own = `<dict><key>Forced</key>${forced}</dict>`;
  const type = "<key>PayloadType</key><string>com.apple.ManagedClient.preferences</string>";
  return `<dict>${type}<key>PayloadContent</key><dict><key>${domain}</key>${own}</dict></dict>`;
}

/** The old 8-bit form. Text that its code page lacks cannot be in one, so such a file has the newer header and bytes. */
function regAnsi(settings: Settings): Uint8Array {
  const plain = Object.values(settings).every((value) => /^[ -~]*$/.test(value));
  const header = plain ? "REGEDIT4" : "Windows Registry Editor Version 5.00";
  const lines = Object.entries(settings).map(([name, value]) =>
    plain ? `"${escapeReg(name)}"="${escapeReg(value)}"` : `"${escapeReg(name)}"=hex(1):${utf16Bytes(value)}`,
  );
  return text([header, "", POLICY_KEY, ...lines, ""].join("\r\n"));
}

function utf16Bytes(value: string): string {
  const bytes = [...Buffer.from(`${value}\0`, "utf16le")];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(",");
}

export function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

export function plistXml(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n${content}\n</plist>\n`;
}

export function dictionaryXml(settings: Settings): string {
  return `<dict>${pairsXml(settings)}</dict>`;
}

export function payloadXml(settings: Settings, type = "dev.latchkey.desktop"): string {
  return `<dict><key>PayloadType</key><string>${type}</string>${pairsXml(settings)}</dict>`;
}

export function profileXml(...payloads: readonly string[]): string {
  const content = `<key>PayloadContent</key><array>${payloads.join("")}</array>`;
  return plistXml(`<dict><key>PayloadType</key><string>Configuration</string>${content}</dict>`);
}

export const POLICY_KEY = "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Latchkey]";

/** UTF-16 LE with a byte-order mark and CRLF; `content` is everything after the header. */
export function reg(content: string): Uint8Array {
  const lines = `\ufeffWindows Registry Editor Version 5.00\n\n${content}`.replaceAll("\n", "\r\n");
  return new Uint8Array(Buffer.from(lines, "utf16le"));
}

export function regLines(settings: Settings, key = POLICY_KEY): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `"${escapeReg(name)}"="${escapeReg(value)}"\n`,
  );
  return `${key}\n${lines.join("")}`;
}

/** A source that holds these bytes. */
export function memorySource(
  bytes: Uint8Array,
  name = "policy",
  scope: PolicyScope = "machine",
): PolicySource {
  return { name, scope, read: async () => decodePolicy(bytes, { name }) };
}

/** A source with a ready answer. */
export function answeringSource(
  reading: PolicyReading,
  name = "policy",
  scope: PolicyScope = "machine",
): PolicySource {
  return { name, scope, read: async () => reading };
}

export async function snapshotOf(settings: object, options?: ReadPolicyOptions): Promise<PolicySnapshot> {
  return readPolicy([memorySource(text(JSON.stringify(settings)))], options);
}

function pairsXml(settings: Settings): string {
  return Object.entries(settings)
    .map(([key, value]) => `<key>${escapeXml(key)}</key><string>${escapeXml(value)}</string>`)
    .join("");
}

function escapeXml(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\r", "&#13;");
}

function escapeReg(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
