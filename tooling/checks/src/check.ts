/** `pnpm check`: everything about the repository that can be checked without running its programs. */

import { resolve } from "node:path";
import { buildWorkspace } from "./build.ts";
import { changesets } from "./checks/changesets.ts";
import { conformance } from "./checks/conformance.ts";
import { dependencyDirection } from "./checks/dependency-direction.ts";
import { electronSupport } from "./checks/electron-support.ts";
import { format } from "./checks/format.ts";
import { lint } from "./checks/lint.ts";
import { packedFiles } from "./checks/packed-files.ts";
import { readmeSnippets } from "./checks/readme-snippets.ts";
import { parseCommandLine, usage } from "./command-line.ts";
import { renderResult, renderSummary, runChecks } from "./run-checks.ts";
import type { CheckResult } from "./run-checks.ts";

const checks = [
  format,
  lint,
  dependencyDirection,
  packedFiles,
  readmeSnippets,
  changesets,
  conformance,
  electronSupport,
];
const root = resolve(import.meta.dirname, "../../..");

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const known = checks.map((check) => check.name);
  const command = parseCommandLine(args, known);
  if (command.status === "help") {
    process.stdout.write(usage(known));
    return 0;
  }
  if (command.status === "wrong") {
    process.stderr.write(`${command.reason}\n\n${usage(known)}`);
    return 2;
  }
  const results = await runChecks(
    checks.filter((check) => command.names.includes(check.name)),
    {
      root,
      areNamed: command.areNamed,
      build: () => buildWorkspace(root),
      onResult: (result) => process.stdout.write(command.json ? asJsonLine(result) : renderResult(result)),
    },
  );
  if (!command.json) process.stdout.write(renderSummary(results));
  return results.every((result) => result.passed) ? 0 : 1;
}

function asJsonLine(result: CheckResult): string {
  return `${JSON.stringify(result)}\n`;
}
