import { temporaryDirectory } from "@latchkey/test-kit";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { findElectronProblems } from "./electron-support.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

test("row 16: this repository's pin is described, whatever day it is", () => {
  expect(findElectronProblems(ROOT)).toEqual([]);
});

test("row 16: on a day after the support's end CI says so, with the line to change", () => {
  const findings = findElectronProblems(ROOT, new Date("2100-01-01"));
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
  expect(findElectronProblems(folder.path)).toEqual([
    { file: "pnpm-workspace.yaml", line: 2, message: expect.stringContaining("46.0.0 is pinned") },
  ]);
  writeFileSync(join(folder.path, "pnpm-workspace.yaml"), "catalog:\n  electron-vite: 6.0.0\n");
  expect(findElectronProblems(folder.path)).toEqual([
    { file: "pnpm-workspace.yaml", message: "The catalog pins no Electron." },
  ]);
});
