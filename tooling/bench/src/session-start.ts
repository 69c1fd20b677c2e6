/**
 * A session start in a running app, as far as the sandbox, beside the HTTP request in it. The app runs in a process of
 * its own, because nothing imports its core.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { acmePolicy, startAcmeMock } from "./acme-mock.ts";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./statistics.ts";

interface Figures {
  /** Milliseconds of each start, and of each request that took turns with them. */
  readonly session: readonly number[];
  readonly bare: readonly number[];
}

const PROGRAM = fileURLToPath(
  new URL("../../../apps/desktop/scripts/session-start-figures.ts", import.meta.url),
);
const ROUNDS = 500;

export const sessionStart: Benchmark = {
  name: "session-start",
  about: "a session start in a running app, beside the bare HTTP request; about five seconds",
  async run(print) {
    const { session, bare } = await figures();
    const peer = { name: "bare HTTP request", value: median(bare) };
    const ours = median(session);
    const added = { what: "what it adds to the request", unit: "ms", peer: undefined };
    print({ what: "warm session start, as far as the sandbox", ours, unit: "ms", peer, budget: "+ 3 ms" });
    print({ ...added, ours: ours - peer.value, budget: "3 ms" });
  },
};

async function figures(): Promise<Figures> {
  await using mock = await startAcmeMock();
  const words = [PROGRAM, mock.url, mock.controlUrl, acmePolicy, String(ROUNDS)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Figures;
}
