/** The type-aware rules of .oxlintrc.json, and the list of files that may read a secret. */

import type { Check, Finding } from "../run-checks.ts";
import { runTool } from "../run-process.ts";
import { revealCallers } from "./reveal-callers.ts";
import { findRevealProblems } from "./secret-reveals.ts";

export const lint: Check = {
  name: "lint",
  needsBuild: true,
  async run(root) {
    return [...(await findLintProblems(root)), ...findRevealProblems(root, revealCallers)];
  },
};

const PROBLEM = /^(?<file>[^:]+):(?<line>\d+):\d+: (?<message>.*)$/;
const COUNT = /^\d+ problems?$/;

/** @param config the configuration; the one in `root` when left out. */
export async function findLintProblems(root: string, config?: string): Promise<readonly Finding[]> {
  const options = [
    "--format=unix",
    "--deny-warnings",
    ...(config === undefined ? [] : [`--config=${config}`]),
  ];
  const { exitCode, stdout, stderr } = await runTool("oxlint", [...options, "."], root);
  if (exitCode === 0) return [];
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "" && !COUNT.test(line));
  return lines.map((line) => {
    const { file, line: number, message } = PROBLEM.exec(line)?.groups ?? {};
    return file === undefined || message === undefined
      ? { message: line }
      : { file, line: Number(number), message };
  });
}
