import { manualClock } from "@latchkey/test-kit";
import { expect, test, vi } from "vitest";
import { watchDeadlines } from "./session-deadlines.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function watch(lifetimeMs: number) {
  /** Machine time, and the time of day, which goes on while the machine sleeps. */
  const machine = manualClock();
  const day = { offset: 0 };
  const now = (): number => machine.now() + day.offset;
  const endsAt = now() + lifetimeMs;
  const [onEndsSoon, onEnd] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => machine.sleep(ms, signal);
  const deadlines = watchDeadlines({ now, endsAt, sleep, onEndsSoon, onEnd });
  const told = (): string => `${onEndsSoon.mock.calls.length} ${onEnd.mock.calls.length}`;
  return { machine, day, deadlines, told };
}

test("warns once, 15 minutes before the end and not a millisecond earlier, and ends at the end", async () => {
  const { machine, told } = watch(8 * HOUR);
  await machine.advance(8 * HOUR - 15 * MINUTE - 1);
  expect(told()).toBe("0 0");
  await machine.advance(1);
  expect(told()).toBe("1 0");
  await machine.advance(15 * MINUTE - 1);
  expect(told()).toBe("1 0");
  await machine.advance(1);
  expect(told()).toBe("1 1");
  expect(machine.pending).toBe(0);
});

test("warns at once when fewer than 15 minutes are given", () => {
  expect(watch(14 * MINUTE).told()).toBe("1 0");
});

test("ends at once when nothing is left", () => {
  const { machine, told } = watch(0);
  expect(told()).toBe("0 1");
  expect(machine.pending).toBe(0);
});

test("a machine that slept past the end finds out within half a minute, or at once when it looks", async () => {
  for (const looks of [true, false]) {
    const { machine, day, deadlines, told } = watch(8 * HOUR);
    await machine.advance(HOUR);
    day.offset = 9 * HOUR;
    expect(told()).toBe("0 0");
    if (looks) deadlines.look();
    else await machine.advance(30_000);
    expect(told()).toBe("0 1");
  }
});

test("a machine that slept into the last quarter of an hour is warned", async () => {
  const { machine, day, told } = watch(8 * HOUR);
  day.offset = 8 * HOUR - 10 * MINUTE;
  await machine.advance(30_000);
  expect(told()).toBe("1 0");
});

test("a clock that was set back does not end anything early, nor warn twice", async () => {
  const { machine, day, told } = watch(HOUR);
  await machine.advance(50 * MINUTE);
  expect(told()).toBe("1 0");
  day.offset = -30 * MINUTE;
  await machine.advance(15 * MINUTE);
  expect(told()).toBe("1 0");
  await machine.advance(25 * MINUTE);
  expect(told()).toBe("1 1");
});

test("leaves no timer when it is stopped, and says nothing any more", async () => {
  const { machine, deadlines, told } = watch(HOUR);
  expect(machine.pending).toBe(1);
  deadlines.stop();
  await machine.advance(2 * HOUR);
  deadlines.look();
  expect(told()).toBe("0 0");
  expect(machine.pending).toBe(0);
});
