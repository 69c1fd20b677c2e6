/** One record from its file to its entry, or why it cannot be read. */

import { checkRecord, isWrittenWith, MAXIMUM_RECORD_BYTES, openRecord } from "./record-format.ts";
import { identityOfKey, recordName } from "./record-name.ts";
import { decodePayload } from "./record-payload.ts";
import type { DataKeys, StoredDataKey } from "./stored-data-key.ts";
import type { VaultDirectory } from "./vault-directory.ts";
import type { FileRead } from "./vault-file-system.ts";
import type { UnreadableReason, VaultKey, VaultRead } from "./vault-types.ts";

/** Takes no lock: a record is replaced whole, and its key is kept for as long as it is needed. */
export async function readRecord(
  key: VaultKey,
  directory: VaultDirectory,
  stored: StoredDataKey,
): Promise<VaultRead> {
  const name = recordName(key);
  const file = await directory.read(name, MAXIMUM_RECORD_BYTES);
  const read = await interpret(key, file, directory, stored);
  if (read.status !== "unreadable" || file.status !== "read") return read;
  if (read.reason !== "other-key" && read.reason !== "key-lost") return read;
  // The key may have been replaced between the two looks. Then the record was too.
  const again = await directory.read(name, MAXIMUM_RECORD_BYTES);
  const isSame = again.status === "read" && again.identity === file.identity;
  return isSame ? read : interpret(key, again, directory, stored);
}

async function interpret(
  key: VaultKey,
  file: FileRead,
  directory: VaultDirectory,
  stored: StoredDataKey,
): Promise<VaultRead> {
  if (file.status === "absent") return { status: "absent" };
  if (file.status === "foreign") return unreadable("foreign-file", file.cause);
  const corrupt = async (): Promise<VaultRead> => {
    // A failure to move it changes nothing about the answer; the next read tries again.
    await directory.moveAside(recordName(key), file.identity).catch(() => undefined);
    const files = await directory.files().catch(() => []);
    const keptAside = files.filter(({ use }) => use === "aside").length;
    return { status: "unreadable", reason: "corrupt", keptAside };
  };
  if (file.status === "too-large") return corrupt();
  const check = checkRecord(identityOfKey(key), file.bytes);
  if (check === "newer-version") return unreadable("newer-version");
  if (check === "corrupt") return corrupt();

  const dataKey = await stored.find((candidate) => isWrittenWith(candidate, file.bytes));
  if (dataKey === undefined) return unreadable("key-lost");
  if (!isWrittenWith(dataKey, file.bytes)) return unreadable("other-key");
  const payload = openRecord(file.bytes, dataKey);
  const entry = payload === undefined ? undefined : decodePayload(payload);
  payload?.fill(0);
  return entry === undefined ? corrupt() : { status: "found", entry };
}

function unreadable(reason: UnreadableReason, cause?: unknown): VaultRead {
  return { status: "unreadable", reason, ...(cause === undefined ? {} : { cause }) };
}

/** Whether what stands in the record's place is nothing, or a record that one of these keys opens. */
export async function mayReplace(key: VaultKey, directory: VaultDirectory, keys: DataKeys): Promise<boolean> {
  const file = await directory.read(recordName(key), MAXIMUM_RECORD_BYTES).catch(() => undefined);
  if (file?.status === "absent") return true;
  return (
    file?.status === "read" &&
    checkRecord(identityOfKey(key), file.bytes) === "plausible" &&
    keys.some((dataKey) => isWrittenWith(dataKey, file.bytes))
  );
}
