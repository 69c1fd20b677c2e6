import { expect, test } from "vitest";
import { renderResult, renderSummary, runChecks } from "./run-checks.ts";
import type { Check, CheckResult, Finding } from "./run-checks.ts";

const passing: Check = { name: "passing", needsBuild: false, run: () => Promise.resolve([]) };
const failing: Check = {
  name: "failing",
  needsBuild: false,
  run: () => Promise.resolve([{ file: "a.ts", line: 3, message: "is wrong\nin two lines" }]),
};
const throwing: Check = {
  name: "throwing",
  needsBuild: false,
  run: () => Promise.reject(new Error("no such tool")),
};

async function run(
  checks: readonly Check[],
  buildFindings: readonly Finding[] = [],
  areNamed = false,
): Promise<{ results: readonly CheckResult[]; builds: number; told: readonly string[] }> {
  let builds = 0;
  const told: string[] = [];
  const results = await runChecks(checks, {
    root: "/nowhere",
    areNamed,
    build: () => {
      builds += 1;
      return Promise.resolve(buildFindings);
    },
    onResult: (result) => told.push(result.name),
  });
  return { results, builds, told };
}

test("a check without findings has passed, one with findings has failed", async () => {
  const { results } = await run([passing, failing]);
  expect(results.map((result) => result.passed)).toEqual([true, false]);
});

test("a check that throws has failed, and the next one still runs", async () => {
  const { results, told } = await run([throwing, passing]);
  expect(results.map((result) => result.passed)).toEqual([false, true]);
  expect(results[0]?.findings[0]?.message).toContain("no such tool");
  expect(told).toEqual(["throwing", "passing"]);
});

test("what only the date made wrong fails a check that was named, and warns elsewhere", async () => {
  const late: Finding = { message: "is too old", byDate: true };
  const old: Check = { name: "old", needsBuild: false, run: () => Promise.resolve([late]) };
  const worse: Check = { ...old, run: async () => [late, { message: "is wrong" }] };
  expect((await run([old, worse])).results.map((result) => result.passed)).toEqual([true, false]);
  expect((await run([old], [], true)).results[0]?.passed).toBe(false);
  const [warned] = (await run([old])).results;
  expect(warned === undefined ? "" : renderResult({ ...warned, seconds: 0 })).toBe(
    "ok   old (0.0 s)\n  warning: is too old\n",
  );
});

test("nothing is built when no check needs it", async () => {
  expect((await run([passing, failing])).builds).toBe(0);
});

test("the build runs once for all checks that need it", async () => {
  const built = { ...passing, needsBuild: true };
  expect((await run([built, built])).builds).toBe(1);
});

test("a failed build fails the checks that need it, and is told once", async () => {
  const built = { ...passing, needsBuild: true };
  const { results } = await run([built, passing, built], [{ message: "a.ts does not compile" }]);
  expect(results.map((result) => result.passed)).toEqual([false, true, false]);
  expect(JSON.stringify(results).match(/does not compile/g)).toHaveLength(1);
});

test("a result is one line, its findings are indented below it", () => {
  const findings = [{ file: "a.ts", line: 3, message: "is wrong" }, { message: "all of it" }];
  expect(renderResult({ name: "lint", passed: true, seconds: 0.94, findings: [] })).toBe(
    "ok   lint (0.9 s)\n",
  );
  expect(renderResult({ name: "lint", passed: false, seconds: 2, findings })).toBe(
    "FAIL lint (2.0 s)\n  a.ts:3 is wrong\n  all of it\n",
  );
});

test("the summary counts", async () => {
  expect(renderSummary((await run([passing, failing, throwing])).results)).toBe("1 passed, 2 failed\n");
});
