/**
 * Which key store holds the data key: the system's keychain, or, where there is none, `safeStorage`. Decided while nothing is
 * kept, and never changed while something is: a sign-in kept under one store cannot be read under the other.
 */
import { probeKeyStore } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";
import { readdir } from "node:fs/promises";
import type { SafeStorageKeyStore } from "./safe-storage-key-store.ts";

export interface KeyStoreChoice {
  readonly system: KeyStore;
  readonly safeStorage: SafeStorageKeyStore;
  /** The vault that the key is for, and the key's account. */
  readonly vaultFolder: string;
  readonly account: string;
  /** Told once per choice, for the log. */
  readonly onChosen?: (name: string) => void;
}

export function chosenKeyStore(options: KeyStoreChoice): KeyStore {
  const { system, safeStorage, vaultFolder, account: keyAccount, onChosen } = options;
  let chosen: KeyStore | undefined;
  let choosing: Promise<KeyStore> | undefined;

  const settle = (store: KeyStore): KeyStore => {
    if (chosen !== store) onChosen?.(store.name);
    return (chosen = store);
  };
  const choose = async (): Promise<KeyStore> => {
    if (await safeStorage.holds(keyAccount)) return settle(safeStorage);
    if (await hasSignIn(vaultFolder)) return settle(system);
    const { state } = await probeKeyStore(system);
    if (state === "ready") return settle(system);
    // Locked, frozen or denied: it is there, and the person can do something about it.
    if (state !== "unavailable") return system;
    const alternative = await probeKeyStore(safeStorage);
    return alternative.state === "ready" ? settle(safeStorage) : system;
  };
  const store = async (): Promise<KeyStore> => {
    if (chosen !== undefined) return chosen;
    choosing ??= choose().finally(() => (choosing = undefined));
    return choosing;
  };

  return {
    get name() {
      return (chosen ?? system).name;
    },
    get: async (account) => (await store()).get(account),
    set: async (account, value) => (await store()).set(account, value),
    async delete(account) {
      // A sign-out removes the records first, so they no longer tell where the key is.
      const holder = (await safeStorage.holds(account)) ? safeStorage : (chosen ?? system);
      // The next sign-in chooses anew.
      if (account === keyAccount) chosen = undefined;
      return holder.delete(account);
    },
    prepare() {
      if (chosen !== safeStorage) system.prepare?.();
    },
    async close() {
      await Promise.all([system.close?.(), safeStorage.close?.()]);
    },
  };
}

/**
 * Whatever was moved aside is unreadable already. A client registration alone binds nobody to a keychain that is gone: it stays
 * when a sign-in ends, and the next sign-in makes another.
 */
async function hasSignIn(vaultFolder: string): Promise<boolean> {
  const names = await readdir(vaultFolder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return names.some((name) => name.startsWith("sign-in-") && name.endsWith(".vault"));
}
