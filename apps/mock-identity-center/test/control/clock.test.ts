/** The clock: moved, set, frozen and let go again, within what a date can hold. */

import { expect, test } from "vitest";
import { mockClock } from "../../src/core/clock.ts";
import type { MockClock } from "../../src/core/clock.ts";

const endOfTime = 8_640_000_000_000_000;

function ticking(): { readonly clock: MockClock; readonly tick: (ms: number) => void } {
  let base = 1_000_000;
  return { clock: mockClock({ now: () => base }), tick: (ms) => (base += ms) };
}

test("it runs with its base, ahead by what it was advanced", () => {
  const { clock, tick } = ticking();
  clock.advance(500);
  tick(3);
  clock.advance(0);
  expect(clock.now()).toBe(1_000_503);
});

test("it is set forwards and backwards, by number and by date, and runs on from there", () => {
  const { clock, tick } = ticking();
  clock.set(5);
  tick(2);
  expect(clock.now()).toBe(7);
  clock.set(new Date(2_000_000));
  tick(2);
  expect(clock.now()).toBe(2_000_002);
});

test("frozen it stands still; advance and set move it and leave it frozen", () => {
  const { clock, tick } = ticking();
  clock.freeze();
  tick(1000);
  expect([clock.now(), clock.frozen]).toEqual([1_000_000, true]);
  clock.advance(7);
  clock.freeze();
  expect([clock.now(), clock.frozen]).toEqual([1_000_007, true]);
  clock.set(3);
  expect([clock.now(), clock.frozen]).toEqual([3, true]);
});

test("resumed it runs on from where it stood, not from where its base is", () => {
  const { clock, tick } = ticking();
  clock.freeze();
  tick(1000);
  clock.resume();
  expect([clock.now(), clock.frozen]).toEqual([1_000_000, false]);
  tick(1);
  clock.resume();
  expect(clock.now()).toBe(1_000_001);
});

test.for([
  ["advance", -1],
  ["advance", Number.NaN],
  ["advance", Infinity],
  ["advance", endOfTime],
  ["set", -1],
  ["set", Number.NaN],
  ["set", new Date("nonsense")],
  ["set", endOfTime + 1],
] as const)("%s(%s) is CLOCK_INVALID and moves nothing, frozen or not", ([how, value]) => {
  const { clock } = ticking();
  const move = (): void => (how === "set" ? clock.set(value) : clock.advance(value));
  const refused = expect.objectContaining({ code: "CLOCK_INVALID" });
  expect(move).toThrow(refused);
  clock.freeze();
  expect(move).toThrow(refused);
  expect(clock.now()).toBe(1_000_000);
});

test("it reaches the first and the last moment of a date", () => {
  const { clock } = ticking();
  clock.freeze();
  clock.set(0);
  expect(clock.now()).toBe(0);
  clock.set(endOfTime);
  expect(new Date(clock.now()).getTime()).toBe(endOfTime);
});
