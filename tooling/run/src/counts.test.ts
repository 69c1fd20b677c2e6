import { describe, expect, it } from "vitest";
import { addCounts, countsOfLine, formatCounts, singleCount, withExitCode } from "./counts.ts";

describe("the test command's counts", () => {
  it("sums all runners and leaves out a zero of skipped", () => {
    const total = addCounts([
      singleCount("build", true),
      { runner: "vitest", passed: 5, failed: 1, skipped: 0 },
    ]);
    expect(formatCounts(total)).toBe("6 passed, 1 failed");
  });

  it("counts a runner that ended badly as failed even if it counted no failure", () => {
    expect(withExitCode({ runner: "vitest", passed: 9, failed: 0, skipped: 0 }, 1).failed).toBe(1);
  });

  it("reads the last summary line, with skipped when it is there", () => {
    const output = "1 passed, 2 failed\nsomething else\n7 passed, 0 failed, 3 skipped\n";
    expect(countsOfLine("check", output)).toEqual({ runner: "check", passed: 7, failed: 0, skipped: 3 });
  });

  it("finds no counts in output without a summary line", () => {
    expect(countsOfLine("check", "all 3 passed, 0 failed today")).toBeUndefined();
  });
});
