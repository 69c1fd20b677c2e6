/** Reading, decoding and deciding: the example policies beside reading the file, and the worst files of 1 MiB. */
import { decideAuthMode, decodePolicy, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { readFile } from "node:fs/promises";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../statistics.ts";
import { cpuTime } from "./cpu-time.ts";
import { examplePolicy, EXAMPLES } from "./examples.ts";
import { HOSTILE_FILES, type HostileFile } from "./hostile-files.ts";

const ROUNDS = 300;
const HOSTILE_ROUNDS = 9;

export const policyDecision: Benchmark = {
  name: "policy-decision",
  about: "reading and deciding the example policies, beside reading the file; hostile files of 1 MiB",
  async run(print) {
    for (const file of EXAMPLES) {
      const path = examplePolicy(file);
      const source = policyFileSource({ path });
      const ours = await medianTime(async () => decideAuthMode(await readPolicy([source])));
      const value = await medianTime(() => readFile(path));
      const peer = { name: "reading the file", value };
      print({ what: `read and decide ${file}`, ours, unit: "ms", peer, budget: "1 ms" });
    }
    for (const [format, files] of Object.entries(HOSTILE_FILES)) {
      const { name, ours } = await worstOf(files());
      const what = `worst of ${files().length} hostile 1 MiB files, ${format}: ${name}`;
      print({ what, ours, unit: "ms of CPU", peer: undefined, budget: "50 ms" });
    }
  },
};

async function worstOf(
  files: readonly HostileFile[],
): Promise<{ readonly name: string; readonly ours: number }> {
  let worst = { name: "", ours: 0 };
  for (const { name, bytes } of files) {
    const source = { name, scope: "machine" as const, read: async () => decodePolicy(bytes, { name }) };
    const times: number[] = [];
    for (let round = 0; round < HOSTILE_ROUNDS; round += 1) {
      times.push(await cpuTime(async () => decideAuthMode(await readPolicy([source]))));
    }
    const ours = median(times);
    if (ours > worst.ours) worst = { name, ours };
  }
  return worst;
}

async function medianTime(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}
