/** Inside a session with a keyring: measures the vault, and keytar loaded into the same process, in turn, and prints rows as JSON. */
import { secret } from "@latchkey/secret";
import { openTokenVault, systemKeyStore } from "@latchkey/token-vault";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { loadKeytar } from "./keytar.ts";
import { median } from "../statistics.ts";
import { BLOB, KEY, SERVICE } from "./sample.ts";
import type { Row } from "../benchmark.ts";

const [folder = ""] = process.argv.slice(2);
const directory = join(folder, "vault");
const keyStore = systemKeyStore({ service: SERVICE });
const keytar = loadKeytar();
const entry = { secrets: { accessToken: secret(BLOB) }, metadata: {} };

const vault = await openTokenVault({ directory, keyStore });
await vault.put(KEY, entry);
await keytar.setPassword(SERVICE, "blob", BLOB);

const write = await inTurns(
  100,
  () => vault.put(KEY, entry),
  () => keytar.setPassword(SERVICE, "blob", BLOB),
);
const read = await inTurns(
  100,
  async () => {
    // A vault that was just opened does not know the key; a connection that is open and the keychain do.
    await (await openTokenVault({ directory, keyStore })).get(KEY);
  },
  () => keytar.getPassword(SERVICE, "blob"),
);
const cached = await inTurns(
  100,
  () => vault.get(KEY),
  () => keytar.getPassword(SERVICE, "blob"),
);
await keyStore.close?.();
const firstRead = await inTurns(
  20,
  ...["system", "system, later", "keytar", "keytar, later", "keytar alone"].map(firstReadOf),
);

const row = (what: string, [ours = Number.NaN, value = Number.NaN]: number[], budget: string): Row => {
  return { what, ours, unit: "ms", peer: { name: "keytar", value }, budget };
};
const [system, systemLater, child, childLater, alone] = firstRead;
/** A process's first read, beside keytar loaded into that process, which a frozen keychain would never let end. */
const firstRow = (what: string, ours: number | undefined, budget: string): Row =>
  row(`a process's first read, ${what}`, [ours ?? Number.NaN, alone ?? Number.NaN], budget);
const rows = [
  row("read, key cached", cached, "5 ms"),
  row("open and read, connected to the keychain", read, "5 ms"),
  row("write", write, "10 ms"),
  firstRow("at once after opening", system, "30 ms"),
  firstRow("100 ms after opening", systemLater, "30 ms"),
  firstRow("at once, keytar in a child", child, "none"),
  firstRow("100 ms after opening, keytar in a child", childLater, "none"),
];
process.stdout.write(JSON.stringify(rows));

type Task = () => Promise<unknown>;

/** The median of each, in milliseconds. A task that gives a number measured itself. */
async function inTurns(rounds: number, ...tasks: readonly Task[]): Promise<number[]> {
  const times = tasks.map((): number[] => []);
  for (let round = -2; round < rounds; round += 1) {
    for (const [index, task] of tasks.entries()) {
      const started = performance.now();
      const result = await task();
      const ms = typeof result === "number" ? result : performance.now() - started;
      if (round >= 0) times[index]?.push(ms);
    }
  }
  return times.map(median);
}

function firstReadOf(mode: string): Task {
  const program = fileURLToPath(new URL("./first-read.ts", import.meta.url));
  return async () => {
    const child = spawn(process.execPath, [program, mode, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    const ms = Number(await text(child.stdout));
    await exit;
    return ms;
  };
}
