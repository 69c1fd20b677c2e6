/** `docs/threat-model.md` names a test for every threat, by its file and its title, and each of them runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTestCases } from "./conformance/evidence.ts";

const root = join(import.meta.dirname, "../../..");
const page = readFileSync(join(root, "docs/threat-model.md"), "utf8");
const threats = (page.match(/(?:^\|.*\|\n)+/gm) ?? [])
  .map((table) => table.trim().split("\n"))
  .filter(([head = ""]) => head.includes("| shown by"))
  .flatMap(([, , ...rows]) => rows);

interface Evidence {
  readonly file: string;
  readonly title: string;
}

/** `file`: “title”, “title”; … */
function evidenceOf(row: string): readonly Evidence[] {
  return [...row.matchAll(/`(?<file>[^`]+\.(?:test|spec)\.ts)`: (?<titles>“[^”]+”(?:, “[^”]+”)*)/g)].flatMap(
    ({ groups = {} }) =>
      [...(groups["titles"] ?? "").matchAll(/“([^”]+)”/g)].map(([, title = ""]) => ({
        file: groups["file"] ?? "",
        title,
      })),
  );
}

test("every threat has a test", () => {
  expect(threats.length).toBeGreaterThan(20);
  expect(threats.filter((row) => evidenceOf(row).length === 0)).toEqual([]);
});

test("every test that is named exists, and is not skipped", () => {
  const known = new Set(readTestCases(root).map(({ file, title }) => `${file}: ${title}`));
  const named = threats.flatMap(evidenceOf).map(({ file, title }) => `${file}: ${title}`);
  expect(named.filter((each) => !known.has(each))).toEqual([]);
});

test("no quotation is overlooked", () => {
  const quoted = threats.join("\n").match(/“/g) ?? [];
  expect(threats.flatMap(evidenceOf)).toHaveLength(quoted.length);
});
