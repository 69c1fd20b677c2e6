/** Reading, decoding and deciding the example policies, beside reading the file alone. */
import { decideAuthMode, policyFileSource, readPolicy } from "@latchkey/policy-reader";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { median } from "./statistics.ts";

const ROUNDS = 300;
const FILES = ["acme.mobileconfig", "acme.reg", "acme.json"] as const;

export interface PolicyTime {
  readonly file: string;
  readonly decideMs: number;
  readonly readMs: number;
}

export async function measurePolicies(): Promise<readonly PolicyTime[]> {
  const results: PolicyTime[] = [];
  for (const file of FILES) {
    const path = fileURLToPath(new URL(`../../../examples/policies/${file}`, import.meta.url));
    const source = policyFileSource({ path });
    const decideMs = await medianTime(async () => decideAuthMode(await readPolicy([source])));
    const readMs = await medianTime(() => readFile(path));
    results.push({ file, decideMs, readMs });
  }
  return results;
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
