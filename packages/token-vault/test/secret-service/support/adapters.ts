/** The adapters that reach a Secret Service. Each is run through the same tests. */

import { keytarKeyStore, secretServiceKeyStore } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";

export const ADAPTERS = ["keytar", "secret-service"] as const;
export type Adapter = (typeof ADAPTERS)[number];

export interface Reach {
  /** What the adapter is given to find the session bus; that of this process when left out. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const FACTORIES = { keytar: keytarKeyStore, "secret-service": secretServiceKeyStore };

export function keyStoreOf(adapter: Adapter, reach: Reach = {}): KeyStore {
  return FACTORIES[adapter]({ service: "latchkey-test", ...reach });
}
