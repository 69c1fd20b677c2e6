/** Ten thousand random sequences of everything that can happen to the mock, held against the model of its tests. */

import { checkModel, neglected } from "../../../../apps/mock-identity-center/test/model/check-model.ts";
import type { Benchmark } from "../benchmark.ts";

const sequenceCount = 10_000;

export const mockModel: Benchmark = {
  name: "mock-model",
  about: "10,000 random sequences against a model of the wire protocol; about a minute",
  run(print) {
    const started = performance.now();
    const run = checkModel(sequenceCount);
    const seconds = (performance.now() - started) / 1000;
    const missing = neglected(run);
    if (missing.length > 0) throw new Error(`the sequences hardly ever reached ${missing.join(", ")}`);
    const row = { peer: undefined, budget: "none" };
    print({ ...row, what: "sequences without a difference", ours: run.sequences, unit: "sequences" });
    print({ ...row, what: "steps in them", ours: run.steps, unit: "steps" });
    print({ ...row, what: "time", ours: seconds, unit: "s" });
    const outcomes = [...run.coverage].toSorted(([a], [b]) => a.localeCompare(b));
    for (const [outcome, count] of outcomes) print({ ...row, what: outcome, ours: count, unit: "times" });
    return Promise.resolve();
  },
};
