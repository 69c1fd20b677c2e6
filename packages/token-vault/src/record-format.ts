/** One record as bytes: a header that is authenticated, then the payload encrypted with AES-256-GCM. @see docs/vault-format.md */

import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { MAXIMUM_PAYLOAD_BYTES } from "./record-payload.ts";
import { TokenVaultError } from "./token-vault-error.ts";
import type { RecordIdentity } from "./record-name.ts";
import type { VaultRecordKind } from "./vault-types.ts";

export const DATA_KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const HEADER_BYTES = 76;
const KEY_ID_BYTES = 16;
const TAG_BYTES = 16;
export const MAXIMUM_RECORD_BYTES: number = HEADER_BYTES + MAXIMUM_PAYLOAD_BYTES + TAG_BYTES;

const MAGIC = Buffer.from("LKVAULT\0", "latin1");
const VERSION = 1;
const AES_256_GCM = 1;
const ERASED_ID = Buffer.alloc(KEY_ID_BYTES);
const KIND_BYTES: Readonly<Record<VaultRecordKind, number>> = { "sign-in": 1, "client-registration": 2 };

/** A data key, and the name by which a record says that it was written with it. */
export interface DataKey {
  readonly bytes: Buffer;
  readonly id: Buffer;
}

/** The id is derived one way (HKDF-SHA-256), so a record tells nothing about its key. */
export function dataKey(bytes: Buffer): DataKey {
  return { bytes, id: Buffer.from(hkdfSync("sha256", bytes, "", "latchkey-vault-key-id", KEY_ID_BYTES)) };
}

/** Overwrites the key. From then on it opens no record, and {@link sealRecord} refuses it. */
export function eraseKey({ bytes, id }: DataKey): void {
  bytes.fill(0);
  id.fill(0);
}

export function isSameKey(one: DataKey, other: DataKey): boolean {
  return one.id.equals(other.id);
}

/**
 * @param nonce 12 bytes that were never used before with this data key.
 * @throws {TokenVaultError} `VAULT_WRITE_FAILED` for a key that was erased, because its zeros would protect nothing.
 */
export function sealRecord(
  { kind, ownerHash }: RecordIdentity,
  payload: Buffer,
  { bytes, id }: DataKey,
  nonce: Uint8Array,
): Buffer {
  if (id.equals(ERASED_ID))
    throw new TokenVaultError("VAULT_WRITE_FAILED", "The vault was signed out during the write.");
  const fixed = Buffer.from([VERSION, AES_256_GCM, KIND_BYTES[kind], 0, 0, 0, 0, 0]);
  fixed.writeUInt32BE(payload.length, 4);
  const header = Buffer.concat([MAGIC, fixed, id, ownerHash, nonce]);
  const cipher = createCipheriv("aes-256-gcm", bytes, nonce, { authTagLength: TAG_BYTES }).setAAD(header);
  return Buffer.concat([header, cipher.update(payload), cipher.final(), cipher.getAuthTag()]);
}

/** Whether the bytes can be this record; says nothing about whether they were tampered with. */
export function checkRecord(
  { kind, ownerHash }: RecordIdentity,
  record: Buffer,
): "plausible" | "corrupt" | "newer-version" {
  if (record.length < HEADER_BYTES + TAG_BYTES || !record.subarray(0, MAGIC.length).equals(MAGIC))
    return "corrupt";
  if (record.readUInt8(8) > VERSION) return "newer-version";
  const plausible =
    record.readUInt8(8) === VERSION &&
    record.readUInt8(9) === AES_256_GCM &&
    record.readUInt8(10) === KIND_BYTES[kind] &&
    record.readUInt8(11) === 0 &&
    record.readUInt32BE(12) === record.length - HEADER_BYTES - TAG_BYTES &&
    record.subarray(32, 64).equals(ownerHash);
  return plausible ? "plausible" : "corrupt";
}

/** Whether the record says that it was written with this data key. */
export function isWrittenWith({ id }: DataKey, record: Buffer): boolean {
  return record.subarray(16, 32).equals(id);
}

/** The payload of a plausible record; `undefined` when a single bit of header, payload or tag is not as it was written. */
export function openRecord(record: Buffer, { bytes }: DataKey): Buffer | undefined {
  const header = record.subarray(0, HEADER_BYTES);
  const nonce = header.subarray(HEADER_BYTES - NONCE_BYTES);
  const tagAt = record.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", bytes, nonce, { authTagLength: TAG_BYTES })
    .setAAD(header)
    .setAuthTag(record.subarray(tagAt));
  const payload = decipher.update(record.subarray(HEADER_BYTES, tagAt));
  try {
    decipher.final();
    return payload;
  } catch {
    payload.fill(0);
    return undefined;
  }
}
