import { expect, test } from "vitest";
import { testTitles } from "./test-titles.ts";

const titlesOf = (source: string): readonly string[] =>
  testTitles("a.test.ts", source).map(({ title }) => title);

test.each([
  ['it("a", () => {});', ["a"]],
  ['test.concurrent("a", async () => {});', ["a"]],
  ["it(`a ${b} c`, () => {});", ["a … c"]],
  ['describe("a", () => { it("b", () => {}); });', ["a", "b"]],
  ['it.each([["a", 1], ["b", 2]])("%s: %d", () => {});', ["a: 1", "b: 2"]],
  ['test.for([["a"]] as const)("%s!", () => {});', ["a!"]],
  ['it.each(["a", "b"])("%s", () => {});', ["a", "b"]],
  ['it.each([-1, 0])("%i s", () => {});', ["-1 s", "0 s"]],
  ['it.each([{ when: "a" }])("$when: b", () => {});', ["a: b"]],
  ['const ROWS: readonly string[][] = [["a"]]; it.each(ROWS)("%s", () => {});', ["a"]],
  ['it.each([["a", f()]])("%s: %s", () => {});', ["a: %s"]],
  ['it.each(rows())("%s", () => {});', ["%s"]],
])("%s", (source, titles) => {
  expect(titlesOf(source)).toEqual(titles);
});

test.each([
  ['it.skip("a", () => {});'],
  ['it.todo("a");'],
  ['describe("a", () => {});'],
  ['describe("a", () => { it.skip("b", () => {}); });'],
  ['describe.skip("a", () => { it("b", () => {}); });'],
  ['const text = "F1: a";'],
  ['expect("a").toBe("a");'],
])("%s holds no test", (source) => {
  expect(titlesOf(source)).toEqual([]);
});

test("a title comes with its line", () => {
  expect(testTitles("a.test.ts", '\n\nit("a", () => {});')).toEqual([{ title: "a", line: 3 }]);
});
