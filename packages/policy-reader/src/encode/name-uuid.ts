/** UUIDs that follow from a name: the same name gives the same UUID on every machine. */
import { createHash } from "node:crypto";

const DNS_NAMESPACE = "6ba7b8109dad11d180b400c04fd430c8";

/**
 * Version 5, in the DNS namespace and in Apple's upper case.
 *
 * @param name a reverse-DNS identifier.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.5
 */
export function nameUuid(name: string): string {
  const bytes = createHash("sha1").update(Buffer.from(DNS_NAMESPACE, "hex")).update(name).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const digits = bytes.toString("hex", 0, 16).toUpperCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
