/** What each test runner counted. */
import { join } from "node:path";
import { run } from "./run.ts";

export interface Counts {
  readonly runner: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function singleCount(runner: string, passed: boolean): Counts {
  return { runner, passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum = (field: "passed" | "failed" | "skipped"): number =>
    all.reduce((total, counts) => total + counts[field], 0);
  return { runner: "all", passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** A runner that ended badly without counting a failure has failed all the same. */
export function withExitCode(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Reads "N passed, N failed" from the last line that has it. */
export function countsOfLine(runner: string, output: string): Counts | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (last === undefined) return undefined;
  return { runner, passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3] ?? 0) };
}

export async function checkCounts(): Promise<Counts> {
  const { code, output } = await run("node", [join(import.meta.dirname, "../../checks/src/check.ts")], {
    capture: true,
  });
  process.stdout.write(output);
  return withExitCode(countsOfLine("check", output) ?? singleCount("check", false), code);
}
