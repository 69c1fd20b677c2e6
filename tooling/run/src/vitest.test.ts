import { expect, it } from "vitest";
import { vitestCounts } from "./vitest.ts";
import type { VitestReport, VitestRun } from "./vitest.ts";

/** Each test by its title and whether it passed; a file failed when one of its tests did. */
function report(files: Readonly<Record<string, Readonly<Record<string, string>>>>): VitestReport {
  const testResults = Object.entries(files).map(([name, tests]) => {
    const assertionResults = Object.entries(tests).map(([fullName, status]) => ({ fullName, status }));
    const isWhole = assertionResults.every(({ status }) => status !== "failed");
    return { name, status: isWhole ? ("passed" as const) : ("failed" as const), assertionResults };
  });
  return { testResults };
}

async function counted(...runs: VitestRun[]): Promise<{ counts: object; asked: unknown[]; lines: string[] }> {
  const asked: unknown[] = [];
  const lines: string[] = [];
  const next = (files: readonly string[]): Promise<VitestRun> => {
    asked.push(files);
    const answer = runs.shift();
    return answer === undefined ? Promise.reject(new Error("one run too many")) : Promise.resolve(answer);
  };
  const { runner: _, ...counts } = await vitestCounts(next, (line) => lines.push(line));
  return { counts, asked, lines };
}

const GOOD = { "a.test.ts": { one: "passed", two: "skipped" } };

it("a run in which nothing fails is the only one", async () => {
  const { counts, asked, lines } = await counted({ code: 0, report: report(GOOD) });
  expect(counts).toEqual({ passed: 1, failed: 0, skipped: 1 });
  expect([asked, lines]).toEqual([[[]], []]);
});

it("a file with a failure runs again; a test that passes then is named", async () => {
  const first = { ...GOOD, "b.test.ts": { three: "failed", four: "passed" } };
  const again = { "b.test.ts": { three: "passed", four: "passed" } };
  const { counts, asked, lines } = await counted(
    { code: 1, report: report(first) },
    { code: 0, report: report(again) },
  );
  expect(counts).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(asked).toEqual([[], ["b.test.ts"]]);
  expect(lines.join("\n")).toMatch(/b\.test\.ts\nPassed only when it ran again, so it needs mending: three$/);
});

it("a test that fails again has failed", async () => {
  const bad = { "b.test.ts": { three: "failed" } };
  const { counts } = await counted(
    { code: 1, report: report({ ...GOOD, ...bad }) },
    { code: 1, report: report(bad) },
  );
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

it("a second run without a report has failed", async () => {
  const { counts } = await counted(
    { code: 1, report: report({ ...GOOD, "b.test.ts": { three: "failed" } }) },
    { code: 1 },
  );
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

it("failures in many files are not tried again", async () => {
  const bad = Object.fromEntries(["b", "c", "d", "e"].map((name) => [name, { [name]: "failed" }]));
  const { counts, asked } = await counted({ code: 1, report: report(bad) });
  expect(counts).toEqual({ passed: 0, failed: 4, skipped: 0 });
  expect(asked).toHaveLength(1);
});

it("a run that ends badly has failed although no test did, and so has one without a report", async () => {
  expect((await counted({ code: 1, report: report(GOOD) })).counts).toMatchObject({ passed: 1, failed: 1 });
  expect((await counted({ code: 1 })).counts).toMatchObject({ passed: 0, failed: 1 });
});
