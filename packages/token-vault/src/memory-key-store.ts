import type { KeyStore } from "./key-store.ts";

/** Keeps values until the process ends: for tests, and where a policy forbids storing a sign-in. */
export function memoryKeyStore(): KeyStore {
  const values = new Map<string, string>();
  return {
    name: "The memory of this process",
    get: (account) => Promise.resolve(values.get(account)),
    set: (account, value) => {
      values.set(account, value);
      return Promise.resolve();
    },
    delete: (account) => Promise.resolve(values.delete(account)),
  };
}
