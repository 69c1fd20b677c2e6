import { describe, expect, it } from "vitest";
import { firstSchedule, nextSchedule, secondsUntilNextPoll } from "./poll-schedule.ts";
import type { PollOutcome } from "./poll-schedule.ts";

function waits(interval: number, outcomes: readonly PollOutcome[], random = 0): number[] {
  let schedule = firstSchedule(interval);
  return outcomes.map((outcome) => {
    schedule = nextSchedule(schedule, outcome);
    return secondsUntilNextPoll(schedule, random);
  });
}

describe("the poll schedule", () => {
  it("F7: slow_down adds five seconds to this and every later wait", () => {
    expect(waits(1, ["slow_down", "authorization_pending", "slow_down", "authorization_pending"])).toEqual([
      6, 6, 11, 11,
    ]);
  });

  it("authorization_pending keeps the interval", () => {
    expect(waits(5, ["authorization_pending", "authorization_pending"])).toEqual([5, 5]);
  });

  it("failed connections back off to thirty seconds, and an answer ends that", () => {
    const failed = Array<PollOutcome>(5).fill("transport-error");
    expect(waits(2, [...failed, "authorization_pending"])).toEqual([4, 8, 16, 30, 30, 2]);
  });

  it("a slow_down stays in force behind failed connections", () => {
    expect(waits(1, ["slow_down", "transport-error", "authorization_pending"])).toEqual([6, 12, 6]);
  });

  it("jitter takes off up to a half and never goes below the interval", () => {
    expect(waits(10, ["transport-error", "transport-error"], 1)).toEqual([10, 15]);
    expect(waits(60, ["transport-error"], 1)).toEqual([60]);
  });
});
