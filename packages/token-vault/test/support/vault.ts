/** A vault in a folder of its own, with everything a test wants to look at. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { secret } from "@latchkey/secret";
import { temporaryDirectory } from "@latchkey/test-kit";
import type { KeyStore } from "../../src/key-store.ts";
import { memoryKeyStore } from "../../src/memory-key-store.ts";
import { recordName } from "../../src/record-name.ts";
import { openTokenVault } from "../../src/token-vault.ts";
import type { OpenTokenVaultOptions, TokenVault } from "../../src/token-vault.ts";
import type { VaultEntry, VaultKey } from "../../src/vault-types.ts";

export const OWNER = { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1" };
export const SIGN_IN: VaultKey = { ...OWNER, kind: "sign-in" };
export const REGISTRATION: VaultKey = { ...OWNER, kind: "client-registration" };
export const TOKEN = "aoaAAAAAG-the-access-token";

export function entryOf(accessToken: string = TOKEN): VaultEntry {
  return {
    secrets: { accessToken: secret(accessToken) },
    metadata: { expiresAt: "2026-01-01T01:00:00.000Z" },
  };
}

const WITHOUT_RECORDS = ["data-key-exists", "lock", "lock-holder"];

export interface TestVault extends Disposable {
  /** The vault's folder, and the file of a record in it. */
  readonly directory: string;
  readonly keyStore: KeyStore;
  fileOf(key: VaultKey): string;
  /** The names in the folder, without the lock and the mark of the data key. */
  names(): readonly string[];
  /** Another instance on the same folder and key store, as after a restart. */
  open(changes?: Partial<OpenTokenVaultOptions>): Promise<TokenVault>;
}

export function testVault(keyStore: KeyStore = memoryKeyStore()): TestVault {
  const parent = temporaryDirectory();
  const directory = join(parent.path, "vault");
  return {
    directory,
    keyStore,
    fileOf: (key) => join(directory, recordName(key)),
    names: () => readdirSync(directory).filter((name) => !WITHOUT_RECORDS.includes(name)),
    open: (changes) => openTokenVault({ directory, keyStore, ...changes }),
    [Symbol.dispose]: () => parent[Symbol.dispose](),
  };
}

/** The text of a stored secret, or what the read said instead. */
export async function tokenIn(vault: TokenVault, key: VaultKey = SIGN_IN): Promise<string> {
  const read = await vault.get(key);
  if (read.status === "unreadable") return read.reason;
  return read.status === "found"
    ? (read.entry.secrets["accessToken"]?.reveal() ?? "no access token")
    : read.status;
}
