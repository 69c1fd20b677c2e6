/**
 * All vitest projects in one run. When tests of a few files fail, these files run once more on their own: tests with
 * real keyrings, browsers and sandboxes may fail because the machine did something else, and then they are named.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { withExitCode } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { run } from "./run.ts";

/** What is read of vitest's own report. */
export interface VitestReport {
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  /** An absolute path. */
  readonly name: string;
  readonly status: "passed" | "failed";
  readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
}

export interface VitestRun {
  readonly code: number;
  /** Missing when vitest itself did not get that far. */
  readonly report?: VitestReport;
}

/** With more failed files than this, it is not chance. */
const MOST_FILES = 3;

/** @param runFiles runs these files, or all when there are none. */
export async function vitestCounts(
  runFiles: (files: readonly string[]) => Promise<VitestRun> = runVitest,
  print: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<Counts> {
  const first = await runFiles([]);
  const failed = failedFiles(first);
  if (failed.length === 0 || failed.length > MOST_FILES) return countsOf(first);
  const names = failed.map(({ name }) => name);
  print(`A test failed; once more: ${names.map((name) => relative(process.cwd(), name)).join(", ")}`);
  const again = await runFiles(names);
  const others = first.report?.testResults.filter(({ name }) => !names.includes(name)) ?? [];
  for (const title of mendedBy(failed, again))
    print(`Passed only when it ran again, so it needs mending: ${title}`);
  return countsOf({
    code: again.code,
    report: { testResults: [...others, ...(again.report?.testResults ?? [])] },
  });
}

function failedFiles({ report }: VitestRun): readonly TestFile[] {
  return report?.testResults.filter(({ status }) => status === "failed") ?? [];
}

function mendedBy(failed: readonly TestFile[], again: VitestRun): readonly string[] {
  const passed = new Set(titles(again.report?.testResults ?? [], "passed"));
  return titles(failed, "failed").filter((title) => passed.has(title));
}

function titles(files: readonly TestFile[], status: string): readonly string[] {
  return files
    .flatMap(({ assertionResults }) => assertionResults)
    .filter((test) => test.status === status)
    .map(({ fullName }) => fullName);
}

function countsOf({ code, report }: VitestRun): Counts {
  const files = report?.testResults ?? [];
  const passed = titles(files, "passed").length;
  const failed = titles(files, "failed").length;
  const all = files.flatMap(({ assertionResults }) => assertionResults).length;
  return withExitCode({ runner: "vitest", passed, failed, skipped: all - passed - failed }, code);
}

async function runVitest(files: readonly string[]): Promise<VitestRun> {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-test-run-"));
  const file = join(folder, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  try {
    const { code } = await run("vitest", ["run", ...reporters, ...files]);
    return { code, report: JSON.parse(readFileSync(file, "utf8")) as VitestReport };
  } catch {
    return { code: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
