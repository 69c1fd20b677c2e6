import { expect, it } from "vitest";
import type { Mutant } from "./mutant.ts";
import { verdictOf } from "./verdict.ts";
import type { Result } from "./verdict.ts";

const mutant: Mutant = {
  name: "example",
  file: "a.ts",
  find: "a",
  replace: "b",
  breaks: "nothing",
  killedBy: { project: "none", tests: [] },
};
const results = (outcome: Result["outcome"], count: number, survives?: string): readonly Result[] =>
  Array.from({ length: count }, () => ({
    mutant: survives === undefined ? mutant : { ...mutant, survives },
    outcome,
    seconds: 1,
  }));

it.each([
  ["all are killed", results("killed", 10), true],
  ["nine in ten are killed", [...results("killed", 9), ...results("survived", 1)], true],
  ["fewer are killed", [...results("killed", 8), ...results("survived", 1)], false],
  [
    "fewer are killed, and the survivors are listed",
    [...results("killed", 8), ...results("survived", 1, "so")],
    false,
  ],
  ["a listed survivor is killed", [...results("killed", 9), ...results("killed", 1, "so")], false],
  ["a listed survivor survives", [...results("killed", 9), ...results("survived", 1, "so")], true],
  ["some hang", [...results("killed", 5), ...results("timeout", 5)], true],
])("when %s: passed %#", (_, given, passed) => {
  expect(verdictOf(given).passed).toBe(passed);
});

it("names survivors without a reason, and reasons that no longer hold", () => {
  const given = [...results("survived", 2), ...results("survived", 1, "so"), ...results("timeout", 1, "so")];
  expect(verdictOf(given)).toMatchObject({ total: 4, killed: 1, unlisted: [mutant, mutant] });
  expect(verdictOf(given).outdated).toHaveLength(1);
});
