/**
 * `pnpm test`: everything. Prepares the machine, builds, then runs the type checks, the checks of `pnpm check`
 * and all vitest projects. The last line sums them up.
 */
import { prepareDebianPackages, prepareKeytar } from "./machine.ts";
import { run } from "./run.ts";
import { addCounts, checkCounts, formatCounts, singleCount } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { vitestCounts } from "./vitest.ts";

const USAGE = `Usage: pnpm test

Installs what the tests need (Debian packages, as root on Debian; keytar), builds, and runs the type checks, the
checks of "pnpm check" and all tests. When tests of at most three files fail, these files run once more, and a test
that passes then is named. The last line is "N passed, N failed", summed over all of them.
`;

if (process.argv.length > 2) {
  const help = process.argv[2] === "--help";
  (help ? process.stdout : process.stderr).write(USAGE);
  process.exit(help ? 0 : 2);
}

const problem = (await prepareDebianPackages()) ?? (await prepareKeytar());
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

const results: Counts[] = [];
const build = await run("turbo", ["run", "build", "--output-logs=errors-only"]);
results.push(singleCount("build", build.code === 0));
if (build.code === 0) {
  const types = await run("turbo", ["run", "typecheck", "--output-logs=errors-only"]);
  results.push(singleCount("typecheck", types.code === 0));
  results.push(await checkCounts());
  results.push(await vitestCounts());
}
const total = addCounts(results);
for (const result of results) process.stdout.write(`${result.runner}: ${formatCounts(result)}\n`);
process.stdout.write(`${formatCounts(total)}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
