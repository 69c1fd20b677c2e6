/** Key stores that count, fail, or are locked the way a Secret Service is. */

import { KeyStoreError } from "../../src/key-store.ts";
import type { KeyStore, KeyStoreState } from "../../src/key-store.ts";
import { memoryKeyStore } from "../../src/memory-key-store.ts";

export interface WatchedKeyStore extends KeyStore {
  /** `get data-key`, `set data-key`, … in order; the accounts of probes are cut to `probe`. */
  readonly calls: string[];
  /** As long as it is not `ready`, everything that would write fails, and `get` gives nothing. */
  state: KeyStoreState;
}

export function watchedKeyStore(inner: KeyStore = memoryKeyStore()): WatchedKeyStore {
  const calls: string[] = [];
  const store: WatchedKeyStore = {
    name: "The test keychain",
    calls,
    state: "ready",
    get: (account) => {
      calls.push(`get ${short(account)}`);
      return store.state === "ready" ? inner.get(account) : Promise.resolve(undefined);
    },
    set: (account, value) => {
      calls.push(`set ${short(account)}`);
      return store.state === "ready" ? inner.set(account, value) : refuse(store.state);
    },
    delete: (account) => {
      calls.push(`delete ${short(account)}`);
      return store.state === "ready" ? inner.delete(account) : refuse(store.state);
    },
  };
  return store;
}

function refuse(state: Exclude<KeyStoreState, "ready">): Promise<never> {
  return Promise.reject(new KeyStoreError(state, `The test keychain is ${state}.`));
}

function short(account: string): string {
  return account.replace(/^(probe)-.*/, "$1");
}
