/** What the vault expects of every key store, as tests, with this package's probe. */

import { keyStoreContract as contract } from "@latchkey/test-kit/key-store-contract";
import type { KeyStore } from "../../src/key-store.ts";
import { probeKeyStore } from "../../src/probe-key-store.ts";

/** @param open gives an empty store; what it starts should end with the test. */
export function keyStoreContract(what: string, open: () => Promise<KeyStore> | KeyStore): void {
  contract({ what, open, probe: probeKeyStore });
}
