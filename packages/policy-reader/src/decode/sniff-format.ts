/** Recognises a policy format by its first bytes. */
import type { PolicyFormat } from "../policy-types.ts";
import { isBinaryPlist } from "./plist-binary.ts";
import { hasUtf16BigEndianBom, hasUtf16LittleEndianBom, hasUtf8Bom, isWideWithoutBom } from "./text.ts";

const FORMATS: readonly PolicyFormat[] = ["mobileconfig", "plist", "reg", "json"];

/** A CMS signature (PKCS #7): DER is a SEQUENCE of long or indefinite length, as no text starts; or PEM. */
export function isSigned(bytes: Uint8Array): boolean {
  const length = bytes[1] ?? 0;
  if (bytes[0] === 0x30 && length >= 0x80 && length <= 0x84) return true;
  return /^-----BEGIN (?:CMS|PKCS7)-----/.test(beginning(bytes));
}

/** `plist` stands for profiles too; only the content tells them apart. */
export function sniffFormat(bytes: Uint8Array): PolicyFormat | undefined {
  if (isBinaryPlist(bytes)) return "plist";
  const start = beginning(bytes);
  if (start.startsWith("<")) return "plist";
  if (start.startsWith("{")) return "json";
  return /^(?:windows registry|regedit4)/i.test(start) ? "reg" : undefined;
}

/** A hint for files whose content says nothing, so that the message about them fits. */
export function formatOfName(name: string): PolicyFormat | undefined {
  const ending = /\.(mobileconfig|plist|reg|json)$/i.exec(name)?.[1]?.toLowerCase();
  return FORMATS.find((format) => format === ending);
}

/** The first visible characters, whatever the encoding: UTF-16 of ASCII is ASCII with NULs between. */
function beginning(bytes: Uint8Array): string {
  const isWide = hasUtf16LittleEndianBom(bytes) || hasUtf16BigEndianBom(bytes);
  const mark = hasUtf8Bom(bytes) ? 3 : isWide ? 2 : 0;
  const head = Buffer.from(bytes.subarray(mark, mark + 256)).toString("latin1");
  return (isWide || isWideWithoutBom(bytes) ? head.replaceAll("\0", "") : head).trimStart();
}
