import type { KeyStore } from "@latchkey/token-vault";

/** A key that two processes share without a keychain, so that the rest of the road can be measured alone. */
export function constantKeyStore(value: string): KeyStore {
  return {
    name: "a constant",
    get: () => Promise.resolve(value),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(true),
  };
}
