/** The data key: where it is kept, when it is made, and how long this process remembers it. */

import { KeyStoreError, toKeyStoreError } from "./key-store.ts";
import type { KeyStore } from "./key-store.ts";
import { probeKeyStore } from "./probe-key-store.ts";
import { DATA_KEY_BYTES, dataKey, eraseKey, isSameKey } from "./record-format.ts";
import type { DataKey } from "./record-format.ts";
import { TokenVaultError } from "./token-vault-error.ts";

/** The key; and, during a rotation, after a blank the key before it. */
const STORED = /^(?<current>[0-9a-f]{64})(?: (?<previous>[0-9a-f]{64}))?$/;

export interface StoredDataKeyOptions {
  readonly keyStore: KeyStore;
  readonly account: string;
  readonly random: (size: number) => Uint8Array;
  /** Called before a new key goes to the key store. */
  readonly beforeCreation: () => Promise<void>;
}

/** The present key; and, during a rotation, the one before it, with which some records may still be written. */
export type DataKeys = readonly [current: DataKey, ...previous: DataKey[]];

/** A rotation under way: the key store holds both keys. */
export interface KeyRotation {
  readonly from: DataKey;
  readonly to: DataKey;
}

/** Every method throws `VAULT_KEY_STORE` when the key store cannot be used. */
export interface StoredDataKey {
  /**
   * The remembered key that `fits` accepts, otherwise the key store's, whether it fits or not. `undefined` when it
   * certainly holds none.
   */
  find(fits: (key: DataKey) => boolean): Promise<DataKey | undefined>;
  /**
   * The key store's keys, of which the first is for writing; made if there is none. Never the remembered ones:
   * another process may have signed out since, and a record under a key that is gone would be lost. Only under the
   * vault's lock.
   */
  findOrCreate(): Promise<DataKeys>;
  interruptedRotation(): Promise<KeyRotation | undefined>;
  /** Puts a new key before the present one. `undefined` when there is none. Only under the vault's lock. */
  beginRotation(): Promise<KeyRotation | undefined>;
  /** Forgets the previous key, in the key store and here. */
  endRotation(rotation: KeyRotation): Promise<void>;
  /** Deletes it from the key store; this process overwrites its copies even if that fails. */
  delete(): Promise<void>;
}

export function storedDataKey(options: StoredDataKeyOptions): StoredDataKey {
  const { keyStore, account, random, beforeCreation } = options;
  let remembered: readonly DataKey[] = [];
  let reading: Promise<DataKeys | undefined> | undefined;

  const readOnce = async (): Promise<DataKeys | undefined> => parseKeys(await keyStore.get(account));

  /** "Nothing" may mean "locked", so the answer counts only from a key store that is known to work. */
  const read = async (): Promise<DataKeys | undefined> => {
    const keys = await readOnce();
    if (keys !== undefined) return keys;
    const { state, message } = await probeKeyStore(keyStore);
    if (state !== "ready") throw new KeyStoreError(state, message);
    return readOnce();
  };

  /** Remembers one copy of each key, and overwrites all others. */
  const remember = ([current, ...previous]: DataKeys): DataKeys => {
    const copies = remembered;
    const oneCopy = (key: DataKey): DataKey => {
      const copy = copies.find((one) => isSameKey(one, key)) ?? key;
      if (copy !== key) eraseKey(key);
      return copy;
    };
    const kept: DataKeys = [oneCopy(current), ...previous.map(oneCopy)];
    remembered = kept;
    for (const copy of copies) if (!kept.includes(copy)) eraseKey(copy);
    return kept;
  };

  const readShared = (): Promise<DataKeys | undefined> => {
    const shared = (reading ??= read()
      .then((keys) => {
        if (reading === shared) return keys === undefined ? undefined : remember(keys);
        // Deleted meanwhile, so it is not remembered.
        for (const key of keys ?? []) eraseKey(key);
        return undefined;
      })
      .finally(() => {
        if (reading === shared) reading = undefined;
      }));
    return shared;
  };

  const inStore = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof TokenVaultError) throw error;
      const cause = toKeyStoreError(keyStore.name, error);
      throw new TokenVaultError("VAULT_KEY_STORE", cause.message, { cause, state: cause.state });
    }
  };

  const readRemembered = async (): Promise<DataKeys | undefined> => {
    const keys = await read();
    return keys === undefined ? undefined : remember(keys);
  };

  const create = async (): Promise<DataKeys> => {
    await beforeCreation();
    const key = newKey(random);
    await keyStore.set(account, textOf(key));
    return remember([key]);
  };

  return {
    async find(fits) {
      const known = remembered.find(fits);
      if (known !== undefined) return known;
      const isJoining = reading !== undefined;
      const keys = await inStore(readShared);
      const fitting = keys?.find(fits);
      if (fitting !== undefined || !isJoining) return fitting ?? keys?.[0];
      // That look began before the caller's, so it says nothing about now.
      const later = await inStore(readShared);
      return later?.find(fits) ?? later?.[0];
    },
    async findOrCreate() {
      return await inStore(async () => (await readRemembered()) ?? (await create()));
    },
    async interruptedRotation() {
      const [to, from] = (await inStore(readRemembered)) ?? [];
      return to === undefined || from === undefined ? undefined : { from, to };
    },
    async beginRotation() {
      return await inStore(async () => {
        const [from] = (await readRemembered()) ?? [];
        if (from === undefined) return undefined;
        const to = newKey(random);
        const text = `${textOf(to)} ${textOf(from)}`;
        await keyStore.set(account, text);
        // From here on every record depends on it.
        if ((await keyStore.get(account)) !== text) throw notKept(keyStore);
        remember([to, from]);
        return { from, to };
      });
    },
    async endRotation({ to }) {
      await inStore(() => keyStore.set(account, textOf(to)));
      remember([to]);
    },
    async delete() {
      for (const key of remembered) eraseKey(key);
      remembered = [];
      reading = undefined;
      await inStore(() => keyStore.delete(account));
    },
  };
}

function newKey(random: (size: number) => Uint8Array): DataKey {
  const { buffer, byteOffset, byteLength } = random(DATA_KEY_BYTES);
  return dataKey(Buffer.from(buffer, byteOffset, byteLength));
}

function textOf({ bytes }: DataKey): string {
  return bytes.toString("hex");
}

function parseKeys(text: string | undefined): DataKeys | undefined {
  const { current, previous } = STORED.exec(text ?? "")?.groups ?? {};
  if (current === undefined) return undefined;
  const key = dataKey(Buffer.from(current, "hex"));
  return previous === undefined ? [key] : [key, dataKey(Buffer.from(previous, "hex"))];
}

function notKept({ name }: KeyStore): KeyStoreError {
  return new KeyStoreError(
    "unavailable",
    `${name} does not keep what it is given. Restart it and try again.`,
  );
}
