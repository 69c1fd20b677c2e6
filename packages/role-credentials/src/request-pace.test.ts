import { manualClock } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { requestPace } from "./request-pace.ts";

describe("requestPace", () => {
  it("lets five start at once and each next one when a second has passed since the fifth last", async () => {
    const clock = manualClock(0);
    const pace = requestPace(clock);
    const starts: number[] = [];
    const all = Promise.all(Array.from({ length: 12 }, () => pace().then(() => starts.push(clock.now()))));
    await clock.advance(3000);
    await all;
    expect(starts).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1000, 1000, 1000, 2000, 2000]);
  });

  it("counts a second from each start, not in fixed seconds", async () => {
    const clock = manualClock(0);
    const pace = requestPace(clock);
    await pace();
    await clock.advance(900);
    for (let request = 2; request <= 5; request += 1) await pace();
    await clock.advance(100);
    await pace();
    const seventh = pace();
    await clock.advance(0);
    expect(clock.sleeps).toEqual([900]);
    await clock.advance(900);
    await seventh;
  });

  it("is not held by a clock that was set back", async () => {
    const clock = manualClock(3_600_000);
    const pace = requestPace(clock);
    for (let request = 1; request <= 5; request += 1) await pace();
    clock.jump(-3_600_000);
    await pace();
    expect(clock.sleeps).toEqual([]);
  });

  it("an aborted wait rejects with its reason and takes nobody's turn", async () => {
    const clock = manualClock(0);
    const pace = requestPace(clock);
    for (let request = 1; request <= 5; request += 1) await pace();
    const controller = new AbortController();
    const aborted = pace(controller.signal);
    const reason = new Error("the person cancelled");
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    expect(clock.pending).toBe(0);
    await clock.advance(1000);
    for (let request = 1; request <= 5; request += 1) await pace();
    expect(clock.sleeps).toEqual([1000]);
  });
});
