import { manualClock } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { createServerClock } from "./server-clock.ts";

const MINUTE = 60_000;

describe("the server's clock", () => {
  it("is this machine's until AWS has answered", () => {
    const clock = manualClock();
    const server = createServerClock(clock);
    expect([server.now(), server.lastAnswer(), server.skew(), server.answers]).toEqual([
      clock.now(),
      clock.now(),
      undefined,
      0,
    ]);
  });

  it.each([
    ["5 minutes are tolerated", 5 * MINUTE, undefined],
    [
      "more is not; AWS is ahead, so this machine is behind",
      5 * MINUTE + 1000,
      { minutes: 5, direction: "behind" },
    ],
    ["the other way, 5 minutes", -5 * MINUTE, undefined],
    ["the other way, more", -5 * MINUTE - 1000, { minutes: 5, direction: "ahead" }],
    ["a day", 86_400_000, { minutes: 1440, direction: "behind" }],
  ])("%s", (_, offset, skew) => {
    const clock = manualClock();
    const server = createServerClock(clock);
    server.note(new Date(clock.now() + offset), clock.now());
    expect(server.skew()).toEqual(skew);
    clock.jump(1000);
    expect(server.now()).toBe(clock.now() + offset);
    expect(server.lastAnswer()).toBe(clock.now() - 1000 + offset);
    expect(server.answers).toBe(1);
  });

  it("believes the last answer", () => {
    const clock = manualClock();
    const server = createServerClock(clock);
    server.note(new Date(clock.now() + 3_600_000), clock.now());
    server.note(new Date(clock.now()), clock.now());
    expect(server.skew()).toBeUndefined();
    expect(server.answers).toBe(2);
  });
});
