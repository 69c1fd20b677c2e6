/** Ten thousand random sequences of everything that can happen to the mock, held against the model of its tests. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Benchmark } from "../benchmark.ts";

const sequenceCount = 10_000;
const program = join(import.meta.dirname, "../../../../apps/mock-identity-center/test/model/run-many.ts");

interface ModelRun {
  readonly sequences: number;
  readonly steps: number;
  /** How often each kind of answer came. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Kinds of answers that hardly ever came, though the model is about them. */
  readonly neglected: readonly string[];
}

export const mockModel: Benchmark = {
  name: "mock-model",
  about: "10,000 random sequences against a model of the wire protocol; about a minute",
  async run(print) {
    const started = performance.now();
    const run = await play();
    const seconds = (performance.now() - started) / 1000;
    if (run.neglected.length > 0)
      throw new Error(`the sequences hardly ever reached ${run.neglected.join(", ")}`);
    const row = { peer: undefined, budget: "none" };
    print({ ...row, what: "sequences without a difference", ours: run.sequences, unit: "sequences" });
    print({ ...row, what: "steps in them", ours: run.steps, unit: "steps" });
    print({ ...row, what: "time", ours: seconds, unit: "s" });
    const outcomes = Object.entries(run.coverage).toSorted(([a], [b]) => a.localeCompare(b));
    for (const [outcome, count] of outcomes) print({ ...row, what: outcome, ours: count, unit: "times" });
  },
};

/** @throws with fast-check's seed, path and shrunk sequence when the mock did not do what the model says. */
async function play(): Promise<ModelRun> {
  const child = spawn(process.execPath, [program, String(sequenceCount)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(errors);
  return JSON.parse(output) as ModelRun;
}
