/** The command where it cannot work: one line, at once. */
import { temporaryDirectory } from "@latchkey/test-kit";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const SCRIPT = join(import.meta.dirname, "../../scripts/package.ts");

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param electron the folder in which Electron's binary would be. */
function packageWith(words: readonly string[], electron: string): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", SCRIPT, ...words], {
    env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron },
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

test.each([[[]], [["--dir"]]])(
  "without Electron's binary (%j): one line that says how to get it",
  (words) => {
    using empty = temporaryDirectory();
    const { code, stdout, stderr } = packageWith(words, empty.path);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^Electron \d+\.\d+\.\d+ is not on this machine, [^\n]*\n$/);
    expect(stderr).toContain("pnpm --filter @latchkey/desktop exec install-electron");
    expect(readdirSync(empty.path)).toEqual([]);
  },
);

test("another system's package is refused with one line", () => {
  using empty = temporaryDirectory();
  const { code, stderr } = packageWith([process.platform === "win32" ? "--linux" : "--win"], empty.path);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^A package for \w+ is made on \w+: [^\n]*\n$/);
});

test("help is on the output, a wrong word's on the error stream with exit code 2", () => {
  using empty = temporaryDirectory();
  const help = packageWith(["--help"], empty.path);
  const wrong = packageWith(["--windows"], empty.path);
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toBe(help.stdout);
  for (const option of ["--mac", "--win", "--linux", "--dir"]) expect(help.stdout).toContain(option);
});
