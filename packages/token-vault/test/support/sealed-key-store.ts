/** The adapter of the README, over a platform that turns texts around instead of encrypting them. */

import { KeyStoreError } from "../../src/key-store.ts";
import type { KeyStore } from "../../src/key-store.ts";

type Convert = (text: string) => Promise<string>;

const turnAround: Convert = (text) => Promise.resolve(text.split("").toReversed().join(""));
const platform = { isStrong: () => true, seal: turnAround, open: turnAround };

export function sealedKeyStore(settings: Map<string, string> = new Map()): KeyStore {
  return {
    name: "The platform's encryption",
    async get(account) {
      const sealed = settings.get(account);
      return sealed === undefined ? undefined : await platform.open(sealed).catch(refused);
    },
    async set(account, value) {
      if (!platform.isStrong()) throw new KeyStoreError("weak-backend", "Install a keyring and restart.");
      settings.set(account, await platform.seal(value));
    },
    delete: (account) => Promise.resolve(settings.delete(account)),
  };
}

function refused(cause: unknown): never {
  throw new KeyStoreError("denied", "The key was sealed for another user. Sign in again.", { cause });
}
