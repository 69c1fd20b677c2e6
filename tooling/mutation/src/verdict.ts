/** What the results of a run come to. */
import type { Mutant } from "./mutant.ts";

export interface Result {
  readonly mutant: Mutant;
  readonly outcome: "killed" | "timeout" | "survived";
  readonly seconds: number;
}

export interface Verdict {
  readonly total: number;
  readonly killed: number;
  /** 0 to 1. */
  readonly rate: number;
  /** Survivors without a reason. */
  readonly unlisted: readonly Mutant[];
  /** Listed as survivors, and killed: the reason no longer holds. */
  readonly outdated: readonly Mutant[];
  readonly passed: boolean;
}

export const LEAST_RATE = 0.9;

/** Passed when at least nine in ten are killed and no listed survivor was. A hang is noticed, so it counts as killed. */
export function verdictOf(results: readonly Result[]): Verdict {
  const survived = results.filter(({ outcome }) => outcome === "survived");
  const killed = results.length - survived.length;
  const rate = results.length === 0 ? 1 : killed / results.length;
  const unlisted = survived.filter(({ mutant }) => mutant.survives === undefined);
  const outdated = results.filter(
    ({ mutant, outcome }) => mutant.survives !== undefined && outcome !== "survived",
  );
  return {
    total: results.length,
    killed,
    rate,
    unlisted: unlisted.map(({ mutant }) => mutant),
    outdated: outdated.map(({ mutant }) => mutant),
    passed: rate >= LEAST_RATE && outdated.length === 0,
  };
}
