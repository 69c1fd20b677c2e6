/** The keychain of the system that this runs on. */

import type { KeyStore } from "./key-store.ts";
import { keytarKeyStore } from "./keytar-key-store.ts";
import type { KeytarKeyStoreOptions } from "./keytar-key-store.ts";
import { secretServiceKeyStore } from "./secret-service-key-store.ts";

export interface SystemKeyStoreOptions extends KeytarKeyStoreOptions {
  /** `process.platform` when left out. */
  readonly platform?: NodeJS.Platform;
}

/**
 * keytar on macOS and Windows, which have no other way in. Elsewhere the Secret Service over D-Bus, which needs no child
 * process and nothing compiled, and so leaves `startHost` unused. Both keep the same items.
 */
export function systemKeyStore({ platform = process.platform, ...options }: SystemKeyStoreOptions): KeyStore {
  const isKeytarNeeded = platform === "darwin" || platform === "win32";
  return isKeytarNeeded ? keytarKeyStore(options) : secretServiceKeyStore(options);
}
