import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ageProblem,
  ELECTRON_SUPPORT,
  endOfLifeProblem,
  MAXIMUM_AGE_WEEKS,
  tableProblems,
} from "../../packaging/electron-support.ts";

const CATALOG = join(import.meta.dirname, "../../../../pnpm-workspace.yaml");
const pinned = /^ {2}electron: (\S+)$/m.exec(readFileSync(CATALOG, "utf8"))?.[1] ?? "";
const { majors } = ELECTRON_SUPPORT;

const weeksAfterRelease = (weeks: number): Date =>
  new Date(Date.parse(ELECTRON_SUPPORT.pinned.released) + weeks * 7 * 24 * 3600 * 1000);

// No test here looks at today's date: an old checkout stays green. `pnpm check` on CI and `package` do look.

test("row 16: the catalog's Electron is the one that the table describes, of a major that it has", () => {
  expect(tableProblems(pinned)).toEqual([]);
  expect(tableProblems("45.4.0")).toHaveLength(1);
  expect(tableProblems("46.0.0", { majors, pinned: { version: "46.0.0", released: "2026-12-16" } })).toEqual([
    "The table has no dates for Electron 46.",
  ]);
});

test("row 16: on the day of its release the pinned major is supported", () => {
  const released = new Date(ELECTRON_SUPPORT.pinned.released);
  expect(endOfLifeProblem(released)).toBeUndefined();
  expect(ageProblem(released)).toBeUndefined();
});

test("row 16: support lasts through its last day, and no longer", () => {
  expect(endOfLifeProblem(new Date("2027-04-07T23:59:59Z"))).toBeUndefined();
  expect(endOfLifeProblem(new Date("2027-04-08T00:00:00Z"))).toContain("since 2027-04-07");
});

test("row 16: a pin becomes old after the weeks that are allowed", () => {
  expect(ageProblem(weeksAfterRelease(MAXIMUM_AGE_WEEKS))).toBeUndefined();
  expect(ageProblem(weeksAfterRelease(MAXIMUM_AGE_WEEKS + 1))).toContain(
    `${MAXIMUM_AGE_WEEKS + 1} weeks old`,
  );
});

test("three majors are supported at a time, eight weeks apart", () => {
  const dates = Object.values(majors).map(({ stable, endOfLife }) => [
    Date.parse(stable),
    Date.parse(endOfLife),
  ]);
  const weeks = dates.map(([stable = 0, end = 0]) => Math.round((end - stable) / (7 * 24 * 3600 * 1000)));
  expect(weeks).toEqual([24, 24, 24]);
});
