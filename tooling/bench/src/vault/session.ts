/** Inside a session with a keyring: measures the vault, and keytar loaded into the same process, in turn, and prints rows as JSON. */
import { secret } from "@latchkey/secret";
import { keytarKeyStore, openTokenVault } from "@latchkey/token-vault";
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
const keyStore = keytarKeyStore({ service: SERVICE });
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
    // A vault that was just opened does not know the key; a host that runs and the keychain do.
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
const first = await inTurns(20, firstRead("vault"), firstRead("keytar"));
const prepared = await inTurns(20, firstRead("prepared"), firstRead("keytar"));
const [, emptyProcess = Number.NaN] = await inTurns(20, firstRead("vault"), startOfNode);

const row = (what: string, [ours = Number.NaN, value = Number.NaN]: number[], budget: string): Row => {
  return { what, ours, unit: "ms", peer: { name: "keytar", value }, budget };
};
const rows = [
  row("read, key cached", cached, "5 ms"),
  row("open and read, the keychain's process running", read, "5 ms"),
  row("write", write, "10 ms"),
  {
    // keytar needs a process that can be killed, so nothing can be faster than the start of one and keytar in it.
    ...row("a process's first read, at once after opening", first, "30 ms"),
    peer: { name: "an empty Node process and keytar", value: emptyProcess + (first[1] ?? Number.NaN) },
  },
  row("a process's first read, 100 ms after opening", prepared, "30 ms"),
];
process.stdout.write(JSON.stringify(rows));

type Task = () => Promise<unknown>;

/** Medians of both, in milliseconds. A task that gives a number measured itself. */
async function inTurns(rounds: number, ...tasks: readonly [ours: Task, theirs: Task]): Promise<number[]> {
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

async function startOfNode(): Promise<void> {
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
}

function firstRead(mode: "vault" | "prepared" | "keytar"): () => Promise<number> {
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
