/**
 * An app that refreshes its sign-in over and over, with the app's own keeper, beside another process that does the
 * same. Reads its instruction from standard input; a line "lock" makes it hold the vault's lock until it is killed.
 */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import { openTokenVault } from "@latchkey/token-vault";
import { createInterface } from "node:readline";
import { systemClock } from "../../src/main/clock.ts";
import { createLog } from "../../src/main/log.ts";
import { createSignInKeeper } from "../../src/main/sign-in/sign-in-keeper.ts";
import { signInStore } from "../../src/main/sign-in/sign-in-store.ts";
import { fileKeyStore } from "./file-key-store.ts";
import type { RefreshInstruction } from "./refreshing-process.ts";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async (): Promise<string> => String((await lines.next()).value);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const instruction = JSON.parse(await nextLine()) as RefreshInstruction;
const { directory, keys, endpoint, startUrl, region, rounds } = instruction;
const log = createLog({ level: "debug", destination: process.stderr });
const flow = createDeviceFlow({ region, endpoint: new URL(endpoint) });
const vault = await openTokenVault({ directory, keyStore: fileKeyStore(keys) });
const store = signInStore(vault, { startUrl, region }, log);
const keeper = createSignInKeeper({ flow, store, clock: systemClock(), log });

const refreshUntil = async (wanted: number): Promise<void> => {
  for (let refreshed = 0; refreshed < wanted;) {
    const result = await keeper.accessToken({ force: true });
    if (result.status !== "usable") throw new Error(`The sign-in was lost: ${result.status}`);
    if (result.refreshed) refreshed += 1;
  }
};

await refreshUntil(rounds);
say("done");
if ((await nextLine()) === "lock") {
  await vault.withLock(async () => {
    say("locked");
    await nextLine();
  });
} else {
  await refreshUntil(1);
  say("refreshed");
}
