/** Gives all records a new data key, so that each of them is readable at every moment. */

import {
  checkRecord,
  isWrittenWith,
  MAXIMUM_RECORD_BYTES,
  NONCE_BYTES,
  openRecord,
  sealRecord,
} from "./record-format.ts";
import { identityOfFile } from "./record-name.ts";
import type { VaultFile } from "./record-name.ts";
import type { KeyRotation, StoredDataKey } from "./stored-data-key.ts";
import type { VaultDirectory } from "./vault-directory.ts";

export interface RotationResult {
  /** How many records were encrypted with the new key. */
  readonly rewritten: number;
  /** How many could not be read with the old one, and stay as they are. */
  readonly leftAlone: number;
}

/**
 * The key store holds the new and the old key together until the last record is rewritten. A crash in between
 * leaves both; the next rotation then finishes that one first. Only under the vault's lock.
 */
export async function rotateDataKey(
  directory: VaultDirectory,
  stored: StoredDataKey,
  random: (size: number) => Uint8Array,
): Promise<RotationResult> {
  // Such a file is under the old key, and belongs to nobody.
  await directory.sweep();
  const interrupted = await stored.interruptedRotation();
  if (interrupted !== undefined) await finish(interrupted, directory, stored, random);
  const rotation = await stored.beginRotation();
  return rotation === undefined
    ? { rewritten: 0, leftAlone: 0 }
    : await finish(rotation, directory, stored, random);
}

async function finish(
  rotation: KeyRotation,
  directory: VaultDirectory,
  stored: StoredDataKey,
  random: (size: number) => Uint8Array,
): Promise<RotationResult> {
  const records = (await directory.files()).filter(({ use }) => use === "record");
  let rewritten = 0;
  for (const record of records) if (await rewrite(record, rotation, directory, random)) rewritten += 1;
  await stored.endRotation(rotation);
  return { rewritten, leftAlone: records.length - rewritten };
}

/** Whether the record is under the new key now. */
async function rewrite(
  file: VaultFile,
  { from, to }: KeyRotation,
  directory: VaultDirectory,
  random: (size: number) => Uint8Array,
): Promise<boolean> {
  const identity = identityOfFile(file);
  const read = await directory.read(file.name, MAXIMUM_RECORD_BYTES);
  if (read.status !== "read" || checkRecord(identity, read.bytes) !== "plausible") return false;
  const payload = isWrittenWith(from, read.bytes) ? openRecord(read.bytes, from) : undefined;
  if (payload === undefined) return false;
  const record = sealRecord(identity, payload, to, random(NONCE_BYTES));
  payload.fill(0);
  await directory.replace(file.name, record);
  return true;
}
