import { expect, it } from "vitest";
import type { Mutant } from "./mutant.ts";
import { plant } from "./plant.ts";

const mutant = (find: string, replace: string): Mutant => ({
  name: "example",
  file: "a.ts",
  find,
  replace,
  breaks: "nothing",
  killedBy: { project: "none", tests: [] },
});

it("replaces the one place, and takes the replacement as it is", () => {
  expect(plant(mutant("1 + 1", '"$&"'), "const two: number = 1 + 1;")).toBe('const two: number = "$&";');
});

it.each([
  ["the text is gone", "three", "four", /occurs 0 times in a\.ts/],
  ["the text is there twice", "1", "2", /occurs 2 times in a\.ts/],
  ["nothing changes", "two", "two", /changes nothing/],
  ["what is left is no program", "1 + 1;", "1 +* 1;", /no program/],
])("refuses a mutant when %s", (_, find, replace, message) => {
  expect(() => plant(mutant(find, replace), "const two = 1 + 1;")).toThrow(message);
});
