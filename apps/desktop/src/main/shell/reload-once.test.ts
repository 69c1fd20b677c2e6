import { expect, test } from "vitest";
import { reloadOnce } from "./reload-once.ts";

function breaks(...instants: readonly number[]): readonly string[] {
  let now = 0;
  const afterBreaking = reloadOnce(() => now);
  return instants.map((instant) => {
    now = instant;
    return afterBreaking();
  });
}

test("the first break is followed by a reload, whenever it is", () => {
  expect(breaks(0)).toEqual(["reload"]);
  expect(breaks(5_000_000)).toEqual(["reload"]);
});

test("a second one within a minute is given up, and one after a minute is a first one again", () => {
  expect(breaks(1_000, 60_999)).toEqual(["reload", "give-up"]);
  expect(breaks(1_000, 61_000)).toEqual(["reload", "reload"]);
});

test("the minute counts from the last break", () => {
  expect(breaks(0, 60_000, 119_999)).toEqual(["reload", "reload", "give-up"]);
});
