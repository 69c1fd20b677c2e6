/** The mock held against a model of the wire protocol, by random sequences of everything that can happen to it. */

import { expect, test } from "vitest";
import { checkModel, neglected } from "./check-model.ts";

test("in random sequences every answer is the one that the model foretells, and every kind of answer is reached", () => {
  const run = checkModel(500);
  expect(run.steps).toBeGreaterThan(10_000);
  expect(neglected(run)).toEqual([]);
}, 60_000);
