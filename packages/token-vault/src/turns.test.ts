import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { turns } from "./turns.ts";

test("turns come in the order of arrival, each after the one before has left", async () => {
  const next = turns();
  const came: number[] = [];
  const queue = [1, 2, 3].map((number) => {
    const turn = next();
    void turn.come.then(() => came.push(number));
    return turn;
  });
  await setImmediate();
  expect(came).toEqual([1]);
  queue[0]?.leave();
  await setImmediate();
  expect(came).toEqual([1, 2]);
});

test("one who leaves before its turn lets nobody overtake those before it", async () => {
  const next = turns();
  const [first, second, third] = [next(), next(), next()];
  let hasCome = false;
  void third.come.then(() => (hasCome = true));
  second.leave();
  await setImmediate();
  expect(hasCome).toBe(false);
  first.leave();
  await setImmediate();
  expect(hasCome).toBe(true);
});
