import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue as whole } from "../conformance/catalogue.ts";
import { readTestCases } from "../conformance/evidence.ts";
import { PAGE, renderPage } from "../conformance/page.ts";
import { named, section, vector } from "../conformance/requirement.ts";
import type { Catalogue } from "../conformance/requirement.ts";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findConformanceProblems } from "./conformance.ts";

const catalogue: Catalogue = {
  groups: [
    { heading: "Vectors", requirements: [vector("F1", "one"), vector("F2", "two"), vector("J1", "three")] },
    {
      heading: "Others",
      requirements: [
        section("3.5", "polling"),
        section("3", "all of it"),
        named("gap", "429", "throttled", /429/),
      ],
    },
  ],
  excepted: { J1: "not ours" },
};

const files = {
  "packages/flow/package.json": { name: "@latchkey/flow" },
  "packages/flow/src/flow.test.ts": 'it("F1, F2: both", () => {});\nit("gap: 429: waits", () => {});',
  "packages/flow/test/rfc8628-3.5.test.ts": 'it("waits", () => {});',
  "packages/flow/test/whole.test.ts": 'it("RFC 8628 3: all of it", () => {});',
};

function problemsOf(changes: Readonly<Record<string, unknown>>, wanted = catalogue): readonly string[] {
  using root = plantedWorkspace({ ...files, ...changes, [PAGE]: "" });
  writeFileSync(join(root.path, PAGE), renderPage(wanted, readTestCases(root.path)));
  return findConformanceProblems(root.path, wanted).map(({ message }) => message);
}

test("a repository whose titles name everything passes", () => {
  expect(problemsOf({})).toEqual([]);
});

test.each([
  ["its title lost the id", 'it("F1: one", () => {});\nit("gap: 429: waits", () => {});', "F2"],
  [
    "the test is skipped",
    'it("F1: a", () => {}); it.skip("F2: b", () => {}); it("gap: 429", () => {});',
    "F2",
  ],
  ["the id is not at the front", 'it("as F1, F2: both", () => {});\nit("gap: 429", () => {});', "F1"],
  ["the gap is not said to be one", 'it("F1, F2: both", () => {}); it("429: waits", () => {});', "429"],
  ["the gap is another", 'it("F1, F2: both", () => {});\nit("gap: 428", () => {});', "429"],
])("an id without a test is named when %s", (_title, source, id) => {
  expect(problemsOf({ "packages/flow/src/flow.test.ts": source })).toContainEqual(
    expect.stringMatching(new RegExp(`^No test's title names ${id}:`)),
  );
});

test("a section without a test is named, and 3.5 is not 3", () => {
  const problems = problemsOf({ "packages/flow/test/whole.test.ts": 'it("RFC 8628 3.5: x", () => {});' });
  expect(problems).toEqual(["No test's title names 3: all of it."]);
});

test("an id that no table has is named with its place", () => {
  using root = plantedWorkspace({ ...files, "packages/flow/src/a.test.ts": '\nit("F9: x", () => {});' });
  expect(findConformanceProblems(root.path, catalogue)).toContainEqual({
    file: "packages/flow/src/a.test.ts",
    line: 2,
    message: "The title names F9, which is no vector.",
  });
});

test("an exception that no table has is named", () => {
  const excepted = { ...catalogue.excepted, Q1: "?" };
  expect(problemsOf({}, { ...catalogue, excepted })).toEqual(["Q1 is left out, but is in no table."]);
});

test("an exception that has a test is named", () => {
  const problems = problemsOf({ "packages/flow/src/a.test.ts": 'it("J1: x", () => {});' });
  expect(problems).toEqual(["J1 is left out, but has a test: list it."]);
});

test("a page that is not what the tests say, or is not there, is named", () => {
  using root = plantedWorkspace({ ...files, [PAGE]: "# Conformance\n" });
  expect(findConformanceProblems(root.path, catalogue).map(({ file }) => file)).toEqual([PAGE]);
  using bare = plantedWorkspace(files);
  expect(findConformanceProblems(bare.path, catalogue).map(({ file }) => file)).toEqual([PAGE]);
});

test("the page links each id to its files, from its own folder", () => {
  using root = plantedWorkspace(files);
  const page = renderPage(catalogue, readTestCases(root.path));
  expect(page).toContain("(../packages/flow/src/flow.test.ts)");
  expect(page).not.toContain("| J1  | three");
  expect(page).toContain("| J1  | not ours |");
});

test("the catalogue has every vector of the required families once", () => {
  const counts = { T: 8, F: 12, K: 10, A: 9, G: 1, J: 12, P: 5, V: 12 };
  const ids = whole.groups.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  const wanted = Object.entries(counts).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  );
  expect(ids).toEqual(expect.arrayContaining(wanted));
  expect(new Set(ids).size).toBe(ids.length);
});
