/** Keeps sign-ins in encrypted files, one each, under a data key that lives in the key store. */

import { randomBytes } from "node:crypto";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { KeyStore } from "./key-store.ts";
import { mayReplace, readRecord } from "./read-record.ts";
import { NONCE_BYTES, sealRecord } from "./record-format.ts";
import { DATA_KEY_MARK, identityOfKey, ownerHash, recordName } from "./record-name.ts";
import type { VaultFile } from "./record-name.ts";
import { encodePayload } from "./record-payload.ts";
import { rotateDataKey } from "./rotate-data-key.ts";
import type { RotationResult } from "./rotate-data-key.ts";
import { storedDataKey } from "./stored-data-key.ts";
import type { StoredDataKey } from "./stored-data-key.ts";
import { openVaultDirectory } from "./vault-directory.ts";
import type { VaultDirectory } from "./vault-directory.ts";
import { nodeFileSystem } from "./vault-file-system.ts";
import type { VaultFileSystem } from "./vault-file-system.ts";
import { vaultLock } from "./vault-lock.ts";
import type { LockOptions, VaultLock } from "./vault-lock.ts";
import type { VaultEntry, VaultKey, VaultOwner, VaultRead } from "./vault-types.ts";

export interface OpenTokenVaultOptions {
  /** A folder for the vault alone; made (0700) when it is missing. */
  readonly directory: string;
  readonly keyStore: KeyStore;
  /** The data key's account in the key store; one per folder. `"data-key"` when left out. */
  readonly account?: string;
  /** Dates files that are moved aside, and paces the waiting for the lock. */
  readonly clock?: Clock;
  /** @param size bytes wanted; must be as good as `crypto.randomBytes`. */
  readonly random?: (size: number) => Uint8Array;
  readonly fileSystem?: VaultFileSystem;
}

/**
 * Every method throws {@link TokenVaultError}: `VAULT_INVALID_ARGUMENT` for a key that is not one,
 * `VAULT_KEY_STORE` when the key store is needed and cannot be used, `VAULT_READ_FAILED` and
 * `VAULT_WRITE_FAILED` when the file system fails. A change waits up to 10 s for the lock of others and then throws
 * `VAULT_LOCKED`; a removal waits 2 s and then goes on, because a sign-out must not depend on others.
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
   * Copies of the data key in this process are overwritten; strings of JavaScript cannot be.
   */
  clear(): Promise<void>;
  /**
   * Runs `work` while no other process, thread or task changes the vault: for read–refresh–write. Inside, call the
   * vault's methods directly; they run under this lock. The operating system releases it if this process dies.
   *
   * @throws {TokenVaultError} `VAULT_LOCKED` when another one holds it for longer than `waitMs`; `holder` says who.
   * @throws {TokenVaultError} `VAULT_LOCK_NESTED` when `work` calls it again.
   */
  withLock<Result>(work: () => Promise<Result>, options?: LockOptions): Promise<Result>;
  /**
   * Encrypts all records with a new data key and forgets the old one. A crash at any point leaves every record
   * readable; the next call finishes first what was interrupted. Also throws `VAULT_LOCKED`.
   */
  rotateDataKey(options?: LockOptions): Promise<RotationResult>;
}

/**
 * Opens the vault, and makes its folder. Does not ask the key store.
 *
 * @throws {TokenVaultError} `VAULT_UNTRUSTED_DIRECTORY` for a link, another user's folder, or one that others may write to.
 * @throws {TokenVaultError} `VAULT_WRITE_FAILED` when the folder cannot be made.
 */
export async function openTokenVault(options: OpenTokenVaultOptions): Promise<TokenVault> {
  const { keyStore, account = "data-key", random = randomBytes } = options;
  const { fileSystem = nodeFileSystem, clock = systemClock } = options;
  const directory = await openVaultDirectory(options.directory, {
    fileSystem,
    now: () => clock.now(),
    random,
  });
  if (await directory.has(DATA_KEY_MARK)) keyStore.prepare?.();
  const beforeCreation = (): Promise<void> => directory.mark(DATA_KEY_MARK);
  const stored = storedDataKey({ keyStore, account, random, beforeCreation });
  const lock = vaultLock(options.directory, { fileSystem, clock });
  await sweepIfNeeded(directory, lock);
  return {
    get: (key) => readRecord(key, directory, stored),
    put: async (key, entry) => {
      const name = recordName(key);
      const payload = encodePayload(entry);
      const change = async (): Promise<void> => {
        const keys = await stored.findOrCreate();
        const record = sealRecord(identityOfKey(key), payload, keys[0], random(NONCE_BYTES));
        if (!(await mayReplace(key, directory, keys))) await directory.moveAside(name);
        await directory.replace(name, record);
      };
      await lock.change(change).finally(() => payload.fill(0));
    },
    delete: async (key) => {
      const name = recordName(key);
      return await lock.remove(async () => (await directory.remove([name])) === 1);
    },
    deleteOthers: (owner) => removeOthers(ownerHash(owner).toString("hex"), directory, lock),
    clear: async () => {
      if (await isEmpty(directory)) return;
      await lock.remove(() => clear(directory, stored));
    },
    withLock: (work, lockOptions) => lock.hold(work, lockOptions),
    rotateDataKey: (lockOptions) => lock.hold(() => rotateDataKey(directory, stored, random), lockOptions),
  };
}

/** Opening does not wait: whoever holds the lock at this moment may own the file. */
async function sweepIfNeeded(directory: VaultDirectory, lock: VaultLock): Promise<void> {
  const files = await directory.files();
  if (files.some(({ use }) => use === "temporary")) await lock.ifFree(() => directory.sweep());
}

async function removeOthers(hash: string, directory: VaultDirectory, lock: VaultLock): Promise<number> {
  const others = async (): Promise<readonly VaultFile[]> =>
    (await directory.files()).filter((file) => file.ownerHash !== hash);
  // Every start of an app asks for this, and there is nearly never one.
  if ((await others()).length === 0) return 0;
  return await lock.remove(async () => {
    const files = await others();
    const namesOf = (isRecord: boolean): readonly string[] =>
      files.filter(({ use }) => (use === "record") === isRecord).map(({ name }) => name);
    const removed = await directory.remove(namesOf(true));
    await directory.remove(namesOf(false));
    return removed;
  });
}

async function isEmpty(directory: VaultDirectory): Promise<boolean> {
  return (await directory.files()).length === 0 && !(await directory.has(DATA_KEY_MARK));
}

async function clear(directory: VaultDirectory, stored: StoredDataKey): Promise<void> {
  try {
    await directory.remove((await directory.files()).map(({ name }) => name));
  } finally {
    // Without it nothing can be read, so it goes even when a file stays.
    await stored.delete();
  }
  await directory.remove([DATA_KEY_MARK]);
}
