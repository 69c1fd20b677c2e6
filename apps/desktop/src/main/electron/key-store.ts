/** Where the vault's data key is kept on this machine, in Electron. */
import { memoryKeyStore, systemKeyStore } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";
import { safeStorage } from "electron";
import { join } from "node:path";
import { chosenKeyStore } from "../shell/chosen-key-store.ts";
import { safeStorageKeyStore } from "../shell/safe-storage-key-store.ts";
import type { Machine } from "./settings.ts";
import { startUtilityHost } from "./utility-host.ts";

/** A person who is asked for a keychain's password needs time to type it. */
const KEYCHAIN_TIMEOUT_MS = 60_000;

export function keyStoreOf({ dataFolder, log, setup }: Machine): KeyStore {
  if (setup?.keyStore === "memory") return memoryKeyStore();
  const sealed = safeStorageKeyStore({
    safeStorage,
    folder: join(dataFolder, "key-store"),
    timeoutMs: KEYCHAIN_TIMEOUT_MS,
  });
  if (setup?.keyStore === "safe-storage") return sealed;
  return chosenKeyStore({
    system: systemKeyStore({
      service: "dev.latchkey.desktop",
      timeoutMs: KEYCHAIN_TIMEOUT_MS,
      startHost: startUtilityHost,
    }),
    safeStorage: sealed,
    vaultFolder: join(dataFolder, "vault"),
    // The one that a vault uses unless it is told another.
    account: "data-key",
    onChosen: (keyStore) => log.info({ keyStore }, "key store chosen"),
  });
}
