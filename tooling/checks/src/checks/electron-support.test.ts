import { temporaryDirectory } from "@latchkey/test-kit";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { ELECTRON_SUPPORT } from "@latchkey/desktop/electron-support";
import { runChecks } from "../run-checks.ts";
import { findElectronProblems } from "./electron-support.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

const RELEASED = new Date(ELECTRON_SUPPORT.pinned.released);
const LATE = new Date("2100-01-01");

test("row 16: this repository's pin was described and supported on the day of its release", () => {
  expect(findElectronProblems(ROOT, RELEASED)).toEqual([]);
});

test.each([
  ["by name it fails", true, false],
  ["among all the checks it warns, so that an old commit still passes", false, true],
])("row 16: long after the support's end: %s", async (_, areNamed, passed) => {
  const check = { name: "late", needsBuild: false, run: async () => findElectronProblems(ROOT, LATE) };
  const options = { root: ROOT, areNamed, build: async () => [], onResult: () => undefined };
  expect(await runChecks([check], options)).toMatchObject([{ passed, findings: [{}, {}] }]);
});

test("row 16: on a day after the support's end it says so, with the line to change", () => {
  const findings = findElectronProblems(ROOT, LATE);
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining("no security fixes since"),
    expect.stringContaining("weeks old"),
  ]);
  const lines = readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8").split("\n");
  expect(lines[(findings[0]?.line ?? 0) - 1]).toMatch(/^ {2}electron: /);
});

test("row 16: a version that the tables do not describe, or none at all", () => {
  using folder = temporaryDirectory();
  writeFileSync(join(folder.path, "pnpm-workspace.yaml"), "catalog:\n  electron: 46.0.0\n");
  expect(findElectronProblems(folder.path, LATE)).toEqual([
    { file: "pnpm-workspace.yaml", line: 2, message: expect.stringContaining("46.0.0 is pinned") },
  ]);
  writeFileSync(join(folder.path, "pnpm-workspace.yaml"), "catalog:\n  electron-vite: 6.0.0\n");
  expect(findElectronProblems(folder.path, LATE)).toEqual([
    { file: "pnpm-workspace.yaml", message: "The catalog pins no Electron." },
  ]);
});
