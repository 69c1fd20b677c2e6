/**
 * Windows `.reg` files: UTF-16 LE with a byte-order mark and CRLF, as the registry editor writes them.
 *
 * An import merges. Every known key that is not set is therefore deleted: an old bearer token or profile
 * would win over AWS sign-in in silence.
 */
import { policyCatalogue } from "../catalogue.ts";
import { REG_HEADER } from "../decode/reg-lines.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
import type { ResolvedExportOptions } from "./export-options.ts";
import type { Setting } from "./settings.ts";

/** @param leftOut secrets that are neither set nor deleted: a device keeps its own. */
export function encodeReg(
  settings: readonly Setting[],
  leftOut: readonly string[],
  options: ResolvedExportOptions,
): Uint8Array {
  const texts = new Map(settings.map(({ row, text }) => [row.key, text]));
  const lines = policyCatalogue
    .filter(({ key }) => !leftOut.includes(key))
    .map(({ key }) => regLine(key, texts.get(key)));
  return regFile([`[${sectionOf(options)}]`, ...lines]);
}

/**
 * Removes the policy key with everything in it.
 *
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION for a key so high that it belongs to other products too.
 */
export function encodeRegRemoval(options: ResolvedExportOptions): Uint8Array {
  if (options.registryKey.split("\\").length < 3) {
    throw new PolicyReaderError(
      "POLICY_READER_INVALID_OPTION",
      String.raw`expected registryKey to have three parts, such as SOFTWARE\Policies\Example, because all below it is removed`,
    );
  }
  return regFile([`[-${sectionOf(options)}]`]);
}

/** @param text `undefined` deletes the value. */
export function regLine(name: string, text: string | undefined): string {
  return `${quoted(name)}=${text === undefined ? "-" : regText(text)}`;
}

export function regFile(lines: readonly string[]): Uint8Array {
  const text = `\ufeff${[REG_HEADER, "", ...lines, "", ""].join("\r\n")}`;
  return new Uint8Array(Buffer.from(text, "utf16le"));
}

function sectionOf({ scope, registryKey }: ResolvedExportOptions): string {
  return `${scope === "machine" ? "HKEY_LOCAL_MACHINE" : "HKEY_CURRENT_USER"}\\${registryKey}`;
}

/** A line break inside quotes would drop the whole value in silence, so such text goes in as bytes. */
function regText(text: string): string {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text) ? hexText(text) : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}

const BYTES_PER_LINE = 25;

/** REG_SZ as UTF-16 LE with its terminator, in lines of less than 80 characters. */
function hexText(text: string): string {
  const bytes = [...Buffer.from(`${text}\0`, "utf16le")].map((byte) => byte.toString(16).padStart(2, "0"));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_PER_LINE) {
    lines.push(bytes.slice(at, at + BYTES_PER_LINE).join(","));
  }
  return `hex(1):\\\r\n  ${lines.join(",\\\r\n  ")}`;
}
