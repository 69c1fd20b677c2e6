import { expect, test } from "vitest";
import { RecordList } from "./record-list.ts";

test("records are found by their number, and counted", () => {
  const list = new RecordList<string>();
  list.set(0, "a");
  list.set(2, "c");
  list.set(2, "d");
  expect([list.get(0), list.get(1), list.get(2), list.get(3)]).toEqual(["a", undefined, "d", undefined]);
  expect(list.size).toBe(2);
});

test("those that are over are forgotten, the others keep their numbers", () => {
  const list = new RecordList<number>();
  for (const number of [0, 1, 2, 3]) list.set(number, number * 10);
  list.forget((record) => record < 20);
  expect([0, 1, 2, 3].map((number) => list.get(number))).toEqual([undefined, undefined, 20, 30]);
  expect(list.size).toBe(2);
});

test("values gives those that are not forgotten, by number, also beyond a gap", () => {
  const list = new RecordList<string>();
  for (const number of [5, 0, 3]) list.set(number, String(number));
  list.forget((record) => record === "3");
  expect([...list.values()]).toEqual(["0", "5"]);
});
