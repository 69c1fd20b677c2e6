/** Finds out whether a key store keeps what it is given. */

import { randomBytes } from "node:crypto";
import { toKeyStoreError } from "./key-store.ts";
import type { KeyStore, KeyStoreState } from "./key-store.ts";

export interface KeyStoreProbe {
  readonly state: KeyStoreState;
  /** What the user should do; says so too when there is nothing to do. */
  readonly message: string;
}

/**
 * Sets, gets and deletes a value of its own, under an account name that nobody else uses.
 *
 * Only a round trip tells: through keytar a locked Secret Service answers `get` with nothing, exactly as if nothing
 * had been stored. Never rejects.
 */
export async function probeKeyStore(keyStore: KeyStore): Promise<KeyStoreProbe> {
  const account = `probe-${randomBytes(8).toString("hex")}`;
  const value = randomBytes(8).toString("hex");
  try {
    await keyStore.set(account, value);
    const found = await keyStore.get(account);
    const deleted = await keyStore.delete(account);
    if (found === value && deleted) return { state: "ready", message: `${keyStore.name} works.` };
    return lostValue(keyStore, found);
  } catch (cause) {
    const { state, message } = toKeyStoreError(keyStore.name, cause);
    return { state, message };
  }
}

function lostValue({ name }: KeyStore, found: string | undefined): KeyStoreProbe {
  if (found === undefined)
    return { state: "locked", message: `${name} is locked. Unlock it with your password and try again.` };
  return {
    state: "unavailable",
    message: `${name} does not keep what it is given. Restart it and try again.`,
  };
}
