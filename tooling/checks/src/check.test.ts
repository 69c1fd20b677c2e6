import { join } from "node:path";
import { expect, test } from "vitest";
import { runProcess } from "./run-process.ts";
import type { ProcessResult } from "./run-process.ts";

function check(...args: readonly string[]): Promise<ProcessResult> {
  const script = join(import.meta.dirname, "check.ts");
  return runProcess(process.execPath, [script, ...args], import.meta.dirname);
}

test("--help prints the usage and ends with 0", async () => {
  const { exitCode, stdout, stderr } = await check("--help");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("Usage: pnpm check");
});

test.each([["--fix"], ["--only=nothing"], ["lint"]])(
  "%s prints the reason and the usage, and ends with 2",
  async (argument) => {
    const { exitCode, stdout, stderr } = await check(argument);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^\S[^\n]+\n\nUsage: pnpm check/);
  },
);
