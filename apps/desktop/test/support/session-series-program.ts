/** An app that starts and ends sessions in a row, and says what it holds before and after. Needs --expose-gc. */
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { askOnce, startSessionApp } from "./session-app.ts";

export interface Held {
  readonly heapBytes: number;
  /** Open files, sockets and pipes. */
  readonly descriptors: number;
  /** Timers, sockets, children and the like, as Node counts them. */
  readonly resources: readonly string[];
  readonly temporary: readonly string[];
}

const [folder = "", bedrock = "", apiKey = "", warmUps = "", rounds = ""] = process.argv.slice(2);
const manager = await startSessionApp(folder, bedrock, apiKey);
await play(Number(warmUps));
const before = await held();
await play(Number(rounds));
process.stdout.write(JSON.stringify([before, await held()]));

async function play(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await askOnce(manager);
    await manager.end();
  }
}

async function held(): Promise<Held> {
  // Sockets of the sandbox's proxy close a moment after it.
  await wait(200);
  globalThis.gc?.();
  return {
    heapBytes: process.memoryUsage().heapUsed,
    descriptors: readdirSync("/proc/self/fd").length,
    resources: process.getActiveResourcesInfo(),
    temporary: readdirSync(tmpdir()).toSorted(),
  };
}
