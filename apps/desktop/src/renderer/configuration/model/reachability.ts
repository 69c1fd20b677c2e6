/** A reachability test as its results come in; what belongs to another run is ignored. */
import type { EgressView, Reachability } from "../../../shared/configuration-contract.ts";

export type ReachabilityTest =
  | { readonly status: "none"; readonly lastRun: number }
  /** Asked for; results may come before the number of the run does. */
  | { readonly status: "starting"; readonly lastRun: number; readonly total: number }
  | {
      readonly status: "running" | "stopped" | "finished";
      readonly lastRun: number;
      readonly total: number;
      readonly results: Readonly<Record<string, Reachability>>;
    };

type Host = EgressView["hosts"][number];

export const noTest: ReachabilityTest = { status: "none", lastRun: 0 };

export function resultKey({ host, port = 443 }: Pick<Host, "host" | "port">): string {
  return `${host}:${port}`;
}

export function startTest({ lastRun }: ReachabilityTest, hosts: readonly Host[]): ReachabilityTest {
  return { status: "starting", lastRun, total: new Set(hosts.map(resultKey)).size };
}

/** The number of the run has come: of one that was given up meanwhile, too, whose results must not count later. */
export function runStarted(test: ReachabilityTest, run: number): ReachabilityTest {
  if (test.status === "none") return { ...test, lastRun: run };
  if (test.status !== "starting") return test;
  return settled({ status: "running", lastRun: run, total: test.total, results: {} });
}

export function resultCame(test: ReachabilityTest, result: Reachability): ReachabilityTest {
  if (test.status === "starting" && result.run > test.lastRun) {
    return resultCame(runStarted(test, result.run), result);
  }
  if (test.status !== "running" || result.run !== test.lastRun) return test;
  return settled({ ...test, results: { ...test.results, [resultKey(result)]: result } });
}

export function stopTest(test: ReachabilityTest): ReachabilityTest {
  if (test.status === "starting") return { status: "none", lastRun: test.lastRun };
  return test.status === "running" ? { ...test, status: "stopped" } : test;
}

/** How many hosts have a result that will not change, and how many of each kind. */
export function countResults(test: ReachabilityTest): {
  readonly done: number;
  readonly reachable: number;
  readonly unreachable: number;
  readonly notTested: number;
} {
  const results = "results" in test ? Object.values(test.results) : [];
  const count = (status: Reachability["status"]): number =>
    results.filter((result) => result.status === status).length;
  return {
    done: results.length - count("testing"),
    reachable: count("reachable"),
    unreachable: count("unreachable"),
    notTested: count("not-tested"),
  };
}

function settled(
  test: Extract<ReachabilityTest, { status: "running" | "stopped" | "finished" }>,
): ReachabilityTest {
  return countResults(test).done >= test.total ? { ...test, status: "finished" } : test;
}
