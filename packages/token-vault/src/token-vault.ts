/** Keeps sign-ins in encrypted files, one each, under a data key that lives in the key store. */

import { randomBytes } from "node:crypto";
import type { KeyStore } from "./key-store.ts";
import {
  checkRecord,
  isWrittenWith,
  MAXIMUM_RECORD_BYTES,
  NONCE_BYTES,
  openRecord,
  sealRecord,
} from "./record-format.ts";
import type { DataKey } from "./record-format.ts";
import { DATA_KEY_MARK, ownerHash, recordName } from "./record-name.ts";
import { decodePayload, encodePayload } from "./record-payload.ts";
import { serialQueue } from "./serial-queue.ts";
import { storedDataKey } from "./stored-data-key.ts";
import type { StoredDataKey } from "./stored-data-key.ts";
import { openVaultDirectory } from "./vault-directory.ts";
import type { VaultDirectory } from "./vault-directory.ts";
import { nodeFileSystem } from "./vault-file-system.ts";
import type { VaultFileSystem } from "./vault-file-system.ts";
import type { UnreadableReason, VaultEntry, VaultKey, VaultOwner, VaultRead } from "./vault-types.ts";

export interface OpenTokenVaultOptions {
  /** A folder for the vault alone; made (0700) when it is missing. */
  readonly directory: string;
  readonly keyStore: KeyStore;
  /** The data key's account in the key store; one per folder. `"data-key"` when left out. */
  readonly account?: string;
  /** Dates files that are moved aside, and tells which temporary ones are stale. */
  readonly clock?: { readonly now: () => number };
  /** @param size bytes wanted; must be as good as `crypto.randomBytes`. */
  readonly random?: (size: number) => Uint8Array;
  readonly fileSystem?: VaultFileSystem;
}

/**
 * Every method throws {@link TokenVaultError}: `VAULT_INVALID_ARGUMENT` for a key that is not one,
 * `VAULT_KEY_STORE` when the key store is needed and cannot be used, `VAULT_READ_FAILED` and
 * `VAULT_WRITE_FAILED` when the file system fails.
 */
export interface TokenVault {
  /** Says `absent` without asking the key store. Does not judge whether what it finds is still fresh. */
  get(key: VaultKey): Promise<VaultRead>;
  /**
   * Creates or replaces a record; a crash at any point leaves the old one or the new one. Makes a data key when
   * the key store holds none. Also throws `VAULT_REDACTED_VALUE` and `VAULT_TOO_LARGE`.
   */
  put(key: VaultKey, entry: VaultEntry): Promise<void>;
  /** Whether there was a record, readable or not. Does not ask the key store. */
  delete(key: VaultKey): Promise<boolean>;
  /** Removes the records of every other owner, without decrypting. Returns how many there were. */
  deleteOthers(owner: VaultOwner): Promise<number>;
  /**
   * Signs out: removes all records, what was moved aside, and the data key. When the key store cannot be used it
   * throws `VAULT_KEY_STORE`, and the files are gone all the same. A vault that never held anything asks nobody.
   */
  clear(): Promise<void>;
}

/**
 * Opens the vault, and makes its folder. Does not ask the key store.
 *
 * @throws {TokenVaultError} `VAULT_UNTRUSTED_DIRECTORY` for a link, another user's folder, or one that others may write to.
 * @throws {TokenVaultError} `VAULT_WRITE_FAILED` when the folder cannot be made.
 */
export async function openTokenVault(options: OpenTokenVaultOptions): Promise<TokenVault> {
  const { keyStore, account = "data-key", random = randomBytes, fileSystem = nodeFileSystem } = options;
  const now = options.clock === undefined ? Date.now : options.clock.now;
  const directory = await openVaultDirectory(options.directory, { fileSystem, now, random });
  const beforeCreation = (): Promise<void> => directory.mark(DATA_KEY_MARK);
  const stored = storedDataKey({ keyStore, account, random, beforeCreation });
  // Changes of one vault follow each other. Those of other processes do not wait for them yet.
  const inTurn = serialQueue();
  return {
    get: (key) => readRecord(key, directory, stored),
    put: async (key, entry) => {
      const name = recordName(key);
      const payload = encodePayload(entry);
      await inTurn(async () => {
        const dataKey = await stored.findOrCreate();
        const record = sealRecord(key, payload, dataKey, random(NONCE_BYTES));
        if (!(await mayReplace(key, directory, dataKey))) await directory.moveAside(name);
        await directory.replace(name, record);
      }).finally(() => payload.fill(0));
    },
    delete: async (key) => {
      const name = recordName(key);
      return await inTurn(async () => (await directory.remove([name])) === 1);
    },
    deleteOthers: async (owner) => {
      const hash = ownerHash(owner).toString("hex");
      return await inTurn(() => removeOthers(hash, directory));
    },
    clear: () => inTurn(() => clear(directory, stored)),
  };
}

async function readRecord(
  key: VaultKey,
  directory: VaultDirectory,
  stored: StoredDataKey,
): Promise<VaultRead> {
  const name = recordName(key);
  const file = await directory.read(name, MAXIMUM_RECORD_BYTES);
  if (file.status === "absent") return { status: "absent" };
  if (file.status === "foreign") return unreadable("foreign-file", file.cause);
  const corrupt = async (): Promise<VaultRead> => {
    // A failure to move it changes nothing about the answer; the next read tries again.
    await directory.moveAside(name, file.identity).catch(() => undefined);
    return unreadable("corrupt");
  };
  if (file.status === "too-large") return corrupt();
  const check = checkRecord(key, file.bytes);
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

/** Whether what stands in the record's place is nothing, or a record that this data key opens. */
async function mayReplace(key: VaultKey, directory: VaultDirectory, dataKey: DataKey): Promise<boolean> {
  const file = await directory.read(recordName(key), MAXIMUM_RECORD_BYTES).catch(() => undefined);
  if (file?.status === "absent") return true;
  return (
    file?.status === "read" &&
    checkRecord(key, file.bytes) === "plausible" &&
    isWrittenWith(dataKey, file.bytes)
  );
}

async function removeOthers(hash: string, directory: VaultDirectory): Promise<number> {
  const others = (await directory.files()).filter((file) => file.ownerHash !== hash);
  const namesOf = (isRecord: boolean): readonly string[] =>
    others.filter(({ use }) => (use === "record") === isRecord).map(({ name }) => name);
  const removed = await directory.remove(namesOf(true));
  await directory.remove(namesOf(false));
  return removed;
}

async function clear(directory: VaultDirectory, stored: StoredDataKey): Promise<void> {
  const names = (await directory.files()).map(({ name }) => name);
  if (names.length === 0 && !(await directory.has(DATA_KEY_MARK))) return;
  try {
    await directory.remove(names);
  } finally {
    // Without it nothing can be read, so it goes even when a file stays.
    await stored.delete();
  }
  await directory.remove([DATA_KEY_MARK]);
}
