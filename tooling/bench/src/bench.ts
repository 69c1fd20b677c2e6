/** `pnpm bench`: speed as ratios against a peer in the same run. The budgets are goals, not tests. */

import { rowJson, rowLine } from "./benchmark.ts";
import type { Benchmark } from "./benchmark.ts";
import { coldStart } from "./cold-start.ts";
import { parseCommandLine, usage } from "./command-line.ts";
import { desktop } from "./desktop.ts";
import { mockCpu } from "./mock/cpu.ts";
import { mockMemory } from "./mock/memory.ts";
import { mockModel } from "./mock/model.ts";
import { mockStart } from "./mock/start.ts";
import { policyDecision } from "./policy/decision.ts";
import { policyFuzz } from "./policy/fuzz.ts";
import { polls } from "./polls/polls.ts";
import { session } from "./session.ts";
import { sessionStart } from "./session-start.ts";
import { vaultCrashes } from "./vault/crashes.ts";
import { vaultSpeed } from "./vault/speed.ts";

const benchmarks = [
  policyDecision,
  policyFuzz,
  coldStart,
  sessionStart,
  session,
  desktop,
  polls,
  vaultSpeed,
  vaultCrashes,
  mockCpu,
  mockStart,
  mockMemory,
  mockModel,
];

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const command = parseCommandLine(args, benchmarks);
  switch (command.status) {
    case "help":
      process.stdout.write(usage(benchmarks));
      return 0;
    case "wrong":
      process.stderr.write(`${command.reason}\n\n${usage(benchmarks)}`);
      return 2;
    case "run":
      return runAll(command.benchmarks, command.json);
  }
}

/** A benchmark that fails does not keep the others from running. */
async function runAll(chosen: readonly Benchmark[], json: boolean): Promise<number> {
  let code = 0;
  for (const benchmark of chosen) {
    if (!json) process.stdout.write(`\n${benchmark.name}: ${benchmark.about}\n`);
    try {
      await benchmark.run((row) => process.stdout.write(`${json ? rowJson(row) : `  ${rowLine(row)}`}\n`));
    } catch (error) {
      process.stderr.write(
        `${benchmark.name} failed: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      code = 1;
    }
  }
  return code;
}
