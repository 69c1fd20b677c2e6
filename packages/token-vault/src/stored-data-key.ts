/** The data key: where it is kept, when it is made, and how long this process remembers it. */

import { KeyStoreError, toKeyStoreError } from "./key-store.ts";
import type { KeyStore } from "./key-store.ts";
import { probeKeyStore } from "./probe-key-store.ts";
import { DATA_KEY_BYTES, dataKey } from "./record-format.ts";
import type { DataKey } from "./record-format.ts";
import { TokenVaultError } from "./token-vault-error.ts";

const HEXADECIMAL = /^[0-9a-f]{64}$/;

export interface StoredDataKeyOptions {
  readonly keyStore: KeyStore;
  readonly account: string;
  readonly random: (size: number) => Uint8Array;
  /** Called before a new key goes to the key store. */
  readonly beforeCreation: () => Promise<void>;
}

/** Every method throws `VAULT_KEY_STORE` when the key store cannot be used. */
export interface StoredDataKey {
  /** The remembered key if `fits` accepts it, otherwise the key store's. `undefined` when it certainly holds none. */
  find(fits: (key: DataKey) => boolean): Promise<DataKey | undefined>;
  /**
   * The key store's key, made if there is none. Never the remembered one: another process may have signed out
   * since, and a record under a key that is gone would be lost.
   */
  findOrCreate(): Promise<DataKey>;
  /** Deletes it from the key store; this process forgets it even if that fails. */
  delete(): Promise<void>;
}

export function storedDataKey(options: StoredDataKeyOptions): StoredDataKey {
  const { keyStore, account, random, beforeCreation } = options;
  let remembered: DataKey | undefined;
  let reading: Promise<DataKey | undefined> | undefined;

  const readOnce = async (): Promise<DataKey | undefined> => {
    const text = await keyStore.get(account);
    return text !== undefined && HEXADECIMAL.test(text) ? dataKey(Buffer.from(text, "hex")) : undefined;
  };

  /** "Nothing" may mean "locked", so the answer counts only from a key store that is known to work. */
  const read = async (): Promise<DataKey | undefined> => {
    const key = await readOnce();
    if (key !== undefined) return key;
    const { state, message } = await probeKeyStore(keyStore);
    if (state !== "ready") throw new KeyStoreError(state, message);
    return readOnce();
  };

  const readShared = (): Promise<DataKey | undefined> => {
    const shared = (reading ??= read()
      .then((key) => {
        // A key that was deleted meanwhile is not remembered.
        if (reading === shared) remembered = key;
        return key;
      })
      .finally(() => {
        if (reading === shared) reading = undefined;
      }));
    return shared;
  };

  const create = async (): Promise<DataKey> => {
    await beforeCreation();
    const bytes = Buffer.from(random(DATA_KEY_BYTES));
    await keyStore.set(account, bytes.toString("hex"));
    return dataKey(bytes);
  };

  return {
    async find(fits) {
      if (remembered !== undefined && fits(remembered)) return remembered;
      return await asVaultError(keyStore, readShared());
    },
    async findOrCreate() {
      const key = (await asVaultError(keyStore, read())) ?? (await asVaultError(keyStore, create()));
      remembered = key;
      return key;
    },
    async delete() {
      remembered = undefined;
      reading = undefined;
      await asVaultError(keyStore, keyStore.delete(account));
    },
  };
}

async function asVaultError<Result>({ name }: KeyStore, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TokenVaultError) throw error;
    const cause = toKeyStoreError(name, error);
    throw new TokenVaultError("VAULT_KEY_STORE", cause.message, { cause, state: cause.state });
  }
}
