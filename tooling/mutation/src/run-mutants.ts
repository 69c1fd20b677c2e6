/** Plants one mutant after the other in a scratch tree, and runs the tests that should notice. */
import type { Mutant } from "./mutant.ts";
import { plant } from "./plant.ts";
import { runTests } from "./run-tests.ts";
import type { ScratchTree } from "./scratch-tree.ts";
import type { Result } from "./verdict.ts";

const PATIENCE_MS = 180_000;

/** A mutant that hangs needs no longer than the same tests without it, many times over. */
const LONGEST = { factor: 4, leastMs: 30_000 };

export interface Progress {
  /** Some tests passed without any mutant. */
  readonly onHealthy: (tests: string, seconds: number) => void;
  readonly onResult: (result: Result) => void;
}

/**
 * @throws {Error} before the first run when a mutant is stale, and when the tests of one fail without it: then their
 * failure says nothing.
 */
export async function runMutants(
  tree: ScratchTree,
  mutants: readonly Mutant[],
  { onHealthy, onResult }: Progress,
): Promise<readonly Result[]> {
  refuseStale(tree, mutants);
  const healthySeconds = await runHealthy(tree, mutants, onHealthy);
  const results: Result[] = [];
  for (const mutant of mutants) {
    const healthyMs = (healthySeconds.get(keyOf(mutant)) ?? 0) * 1000;
    const result = await runMutant(tree, mutant, Math.max(LONGEST.leastMs, healthyMs * LONGEST.factor));
    results.push(result);
    onResult(result);
  }
  return results;
}

/** All at once: after a change of the sources several may be. */
function refuseStale(tree: ScratchTree, mutants: readonly Mutant[]): void {
  const problems = mutants.flatMap((mutant) => {
    try {
      plant(mutant, tree.read(mutant.file));
      return [];
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
  });
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

/** Seconds that each set of tests takes without a mutant. */
async function runHealthy(
  tree: ScratchTree,
  mutants: readonly Mutant[],
  onHealthy: Progress["onHealthy"],
): Promise<ReadonlyMap<string, number>> {
  const seconds = new Map<string, number>();
  for (const mutant of mutants) {
    if (seconds.has(keyOf(mutant))) continue;
    const run = await runTests(tree.root, mutant.killedBy, PATIENCE_MS);
    if (run.outcome !== "passed")
      throw new Error(`${keyOf(mutant)}: ${run.outcome} without any mutant:\n${run.output}`);
    seconds.set(keyOf(mutant), run.seconds);
    onHealthy(keyOf(mutant), run.seconds);
  }
  return seconds;
}

async function runMutant(tree: ScratchTree, mutant: Mutant, timeoutMs: number): Promise<Result> {
  const healthy = tree.read(mutant.file);
  tree.write(mutant.file, plant(mutant, healthy));
  try {
    const { outcome, seconds } = await runTests(tree.root, mutant.killedBy, timeoutMs);
    const verdict = outcome === "passed" ? "survived" : outcome === "failed" ? "killed" : "timeout";
    return { mutant, outcome: verdict, seconds };
  } finally {
    tree.write(mutant.file, healthy);
  }
}

function keyOf({ killedBy: { project, tests } }: Mutant): string {
  return `${project} ${tests.join(" ")}`;
}
