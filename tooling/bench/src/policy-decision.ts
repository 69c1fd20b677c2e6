/** Reading, decoding and deciding the example policies, beside reading the file alone. */
import { decideAuthMode, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./statistics.ts";

const ROUNDS = 300;
const FILES = ["acme.mobileconfig", "acme.reg", "acme.json"] as const;

export const policyDecision: Benchmark = {
  name: "policy-decision",
  about: "reading and deciding the example policies, beside reading the file",
  async run(print) {
    for (const file of FILES) {
      const path = fileURLToPath(new URL(`../../../examples/policies/${file}`, import.meta.url));
      const source = policyFileSource({ path });
      const ours = await medianTime(async () => decideAuthMode(await readPolicy([source])));
      const value = await medianTime(() => readFile(path));
      const peer = { name: "reading the file", value };
      print({ what: `read and decide ${file}`, ours, unit: "ms", peer, budget: "1 ms" });
    }
  },
};

async function medianTime(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}
