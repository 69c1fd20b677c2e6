/** Prints how long this process's first read took, in milliseconds, after its modules were loaded. */
import { keytarKeyStore, openTokenVault, systemKeyStore } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";
import { setTimeout as sleep } from "node:timers/promises";
import { loadKeytar } from "./keytar.ts";
import { KEY, SERVICE } from "./sample.ts";

const [mode = "", directory = ""] = process.argv.slice(2);
const open = (keyStore: KeyStore) => openTokenVault({ directory, keyStore });
const atOnce = (keyStore: KeyStore): Promise<number> =>
  timed(async () => (await (await open(keyStore)).get(KEY)).status === "found");
const later = async (keyStore: KeyStore): Promise<number> => {
  const vault = await open(keyStore);
  // An app reads its policy, loads its modules and shows a window meanwhile.
  await sleep(100);
  return timed(async () => (await vault.get(KEY)).status === "found");
};
const modes: Record<string, () => Promise<number>> = {
  "keytar alone": () => timed(async () => (await loadKeytar().getPassword(SERVICE, "blob")) !== null),
  system: () => atOnce(systemKeyStore({ service: SERVICE })),
  "system, later": () => later(systemKeyStore({ service: SERVICE })),
  keytar: () => atOnce(keytarKeyStore({ service: SERVICE })),
  "keytar, later": () => later(keytarKeyStore({ service: SERVICE })),
};
process.stdout.write(String(await modes[mode]?.()));

async function timed(read: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  if (!(await read())) throw new Error("nothing was read");
  return performance.now() - started;
}
