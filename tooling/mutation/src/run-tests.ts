/** Runs some test files of one vitest project in a scratch tree, in a process that ends with everything it started. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Mutant } from "./mutant.ts";

export type TestRun = {
  readonly outcome: "passed" | "failed" | "timeout";
  readonly seconds: number;
  readonly output: string;
};

export function runTests(
  root: string,
  { project, tests }: Mutant["killedBy"],
  timeoutMs: number,
): Promise<TestRun> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const words = [vitest, "run", "--root", root, "--project", project, "--bail", "1", ...tests];
  const begunAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { cwd: root, detached: true, stdio: "pipe" });
    let output = "";
    let isTooSlow = false;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const timer = setTimeout(() => {
      isTooSlow = true;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, timeoutMs);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      const outcome = isTooSlow ? "timeout" : code === 0 ? "passed" : "failed";
      resolve({ outcome, seconds: (performance.now() - begunAt) / 1000, output });
    });
  });
}
