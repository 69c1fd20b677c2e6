/**
 * `pnpm faults [name…]`: loosens the desktop's shell in one place after the other, in a copy, and runs the tests that
 * guard it. Each fault must make the tests named for it fail, and no other.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { scratchTree } from "./scratch-tree.ts";
import { AREAS, areaOf, editsOf } from "./fault.ts";
import type { Area, Edit, Fault } from "./fault.ts";
import { FAULTS } from "./faults.ts";

const CHECKOUT = join(import.meta.dirname, "../../..");

interface TestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !FAULTS.some((fault) => fault.name === name));
if (unknown.length > 0) throw new Error(`There is no fault called ${unknown.join(", ")}`);
const faults = FAULTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
using tree = scratchTree(CHECKOUT);
const desktop = join(tree.root, "apps/desktop");
let wrong = 0;

for (const area of new Set(faults.map(areaOf))) {
  const healthy = failuresIn(area);
  if (healthy.length > 0) throw new Error(`Without a fault these fail: ${healthy.join("; ")}`);
}
for (const fault of faults) {
  const failures = failuresWith(fault);
  const missed = fault.caughtBy.filter((title) => !failures.some((failure) => failure.includes(title)));
  const others = failures.filter((failure) => !fault.caughtBy.some((title) => failure.includes(title)));
  const isRight = missed.length === 0 && others.length === 0;
  if (!isRight) wrong += 1;
  process.stdout.write(`${isRight ? "caught" : "WRONG "} ${fault.name}\n`);
  for (const title of missed) process.stdout.write(`  passed all the same: ${title}\n`);
  for (const title of others) process.stdout.write(`  failed as well: ${title}\n`);
}
process.stdout.write(
  `${faults.length - wrong} of ${faults.length} faults were caught by exactly their own tests\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;

function failuresWith(fault: Fault): readonly string[] {
  const undo = editsOf(fault).map(plant);
  try {
    return failuresIn(areaOf(fault));
  } finally {
    for (const restore of undo) restore();
  }
}

/** @returns what takes it out again. */
function plant({ file, find, replace }: Edit): () => void {
  const path = `apps/desktop/${file}`;
  const text = tree.read(path);
  if (text.split(find).length !== 2) throw new Error(`${file} does not have exactly once: ${find}`);
  tree.write(
    path,
    text.replace(find, () => replace),
  );
  return () => tree.write(path, text);
}

/** Builds the app and its worker anew and runs the tests; full titles of what failed. */
function failuresIn(area: Area): readonly string[] {
  build("node_modules/electron-vite/bin/electron-vite.js", "build");
  build("node_modules/rolldown/bin/cli.mjs", "-c");
  const file = join(tmpdir(), `latchkey-faults-${process.pid}.json`);
  const projects = ["--project", "desktop", "--project", "desktop-e2e"];
  const vitest = join(tree.root, "node_modules/vitest/vitest.mjs");
  const run = spawnSync(
    process.execPath,
    [
      vitest,
      "run",
      "--root",
      tree.root,
      ...projects,
      "--reporter=json",
      `--outputFile=${file}`,
      ...AREAS[area],
    ],
    { cwd: tree.root, encoding: "utf8" },
  );
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as TestReport;
    return report.testResults.flatMap(({ message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      return failed.length === 0 && message !== "" ? [message] : failed.map(({ fullName }) => fullName);
    });
  } catch {
    throw new Error(`The tests did not report:\n${run.stdout}${run.stderr}`);
  } finally {
    rmSync(file, { force: true });
  }
}

function build(...words: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: desktop, encoding: "utf8" });
  if (status !== 0) throw new Error(`The app does not build:\n${stdout}${stderr}`);
}
