/** Chooses where the demo's vault key lives, and says so in one line. */
import { memoryKeyStore, probeKeyStore } from "@latchkey/token-vault";
import { launcherInNewProcess, launcherInThisProcess } from "./launcher.ts";
import type { Launcher } from "./launcher.ts";
import { osKeyStore } from "./launch-setup.ts";
import type { KeyStore } from "@latchkey/token-vault";

export type KeychainChoice =
  | {
      readonly status: "chosen";
      readonly kind: "os" | "memory";
      readonly line: string;
      readonly launcher: Launcher;
      readonly keyStore: KeyStore;
    }
  | { readonly status: "unusable"; readonly message: string };

export async function chooseKeychain(
  wanted: "os" | "memory" | undefined,
  dataFolder: string,
): Promise<KeychainChoice> {
  if (wanted === "memory") return inMemory("The vault's key is kept in memory, as asked.");
  const keyStore = osKeyStore(dataFolder);
  const probe = await probeKeyStore(keyStore);
  if (probe.state === "ready") {
    const line = "The vault's key is kept in the OS keychain.";
    return { status: "chosen", kind: "os", line, launcher: launcherInNewProcess, keyStore };
  }
  await keyStore.close?.();
  if (wanted === "os") return { status: "unusable", message: `OS keychain ${probe.state}: ${probe.message}` };
  return inMemory(
    `No usable OS keychain (${probe.state}: ${probe.message}); the vault's key is kept in memory.`,
  );
}

function inMemory(line: string): KeychainChoice {
  const keyStore = memoryKeyStore();
  return { status: "chosen", kind: "memory", line, launcher: launcherInThisProcess(keyStore), keyStore };
}
