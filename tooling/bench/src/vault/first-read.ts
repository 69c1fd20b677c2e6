/** Prints how long this process's first read took, in milliseconds, after its modules were loaded. */
import { keytarKeyStore, openTokenVault } from "@latchkey/token-vault";
import { setTimeout as sleep } from "node:timers/promises";
import { loadKeytar } from "./keytar.ts";
import { KEY, SERVICE } from "./sample.ts";

const [mode = "", directory = ""] = process.argv.slice(2);
const open = () => openTokenVault({ directory, keyStore: keytarKeyStore({ service: SERVICE }) });
const modes: Record<string, () => Promise<number>> = {
  keytar: () => timed(async () => (await loadKeytar().getPassword(SERVICE, "blob")) !== null),
  vault: () => timed(async () => (await (await open()).get(KEY)).status === "found"),
  prepared: async () => {
    const vault = await open();
    // An app reads its policy, loads its modules and shows a window meanwhile.
    await sleep(100);
    return timed(async () => (await vault.get(KEY)).status === "found");
  },
};
process.stdout.write(String(await modes[mode]?.()));

async function timed(read: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  if (!(await read())) throw new Error("nothing was read");
  return performance.now() - started;
}
