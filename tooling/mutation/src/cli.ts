/**
 * `pnpm mutants`: how many small bugs the tests notice. Works on a copy; the checkout is only read.
 *
 * Stryker (10.1, vitest runner) was looked at: it makes thousands of mutants where this needs a hundred with a meaning,
 * cannot send each to the tests that should notice it, and sees no package that another one imports through `dist`.
 */
import { join } from "node:path";
import { parseCommandLine, USAGE } from "./command-line.ts";
import type { Mutant } from "./mutant.ts";
import { mutants } from "./mutants/index.ts";
import { runMutants } from "./run-mutants.ts";
import { scratchTree } from "./scratch-tree.ts";
import { LEAST_RATE, verdictOf } from "./verdict.ts";
import type { Result, Verdict } from "./verdict.ts";

const ROOT = join(import.meta.dirname, "../../..");

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const command = parseCommandLine(args, mutants);
  switch (command.status) {
    case "help":
      print(USAGE);
      return 0;
    case "wrong":
      process.stderr.write(`${command.reason}\n\n${USAGE}`);
      return 2;
    case "list":
      for (const mutant of command.mutants)
        print(command.json ? `${JSON.stringify(mutant)}\n` : listLine(mutant));
      return 0;
    case "run":
      return run(command.mutants, command.json);
  }
}

async function run(chosen: readonly Mutant[], json: boolean): Promise<number> {
  using tree = scratchTree(ROOT);
  let count = 0;
  const onResult = (result: Result): void => {
    count += 1;
    print(json ? resultJson(result) : `${count}/${chosen.length} ${resultLine(result)}`);
  };
  const onHealthy = (tests: string, seconds: number): void => {
    if (!json) print(`passed without a mutant: ${tests} (${seconds.toFixed(1)} s)\n`);
  };
  try {
    const verdict = verdictOf(await runMutants(tree, chosen, { onHealthy, onResult }));
    print(json ? verdictJson(verdict) : verdictText(verdict));
    return verdict.passed ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function listLine({ name, file, breaks, survives }: Mutant): string {
  return `${name}: ${breaks} (${file})${survives === undefined ? "" : `; survives: ${survives}`}\n`;
}

function resultLine({ mutant: { name, file, survives }, outcome, seconds }: Result): string {
  const reason = outcome === "survived" && survives !== undefined ? `, as listed: ${survives}` : "";
  return `${outcome} ${name} (${file}, ${seconds.toFixed(1)} s)${reason}\n`;
}

function resultJson({ mutant: { name, file, breaks }, outcome, seconds }: Result): string {
  return `${JSON.stringify({ name, file, breaks, outcome, seconds })}\n`;
}

function verdictJson({ total, killed, rate, unlisted, outdated, passed }: Verdict): string {
  return `${JSON.stringify({ total, killed, rate, unlisted: namesOf(unlisted), outdated: namesOf(outdated), passed })}\n`;
}

function namesOf(mutants: readonly Mutant[]): readonly string[] {
  return mutants.map(({ name }) => name);
}

function verdictText({ total, killed, rate, unlisted, outdated }: Verdict): string {
  const lines = [
    ...unlisted.map(({ name, breaks }) => `nobody noticed ${name}: ${breaks}`),
    ...outdated.map(({ name }) => `${name} is listed as a survivor, and was killed: take its reason out`),
    `${killed} of ${total} killed: ${(rate * 100).toFixed(1)} % (at least ${LEAST_RATE * 100} %)`,
  ];
  return `${lines.join("\n")}\n`;
}

function print(text: string): void {
  process.stdout.write(text);
}
