/** Where text of an answer goes, however it and the states come. */
import { expect, test } from "vitest";
import type { TurnView } from "../../shared/contract.ts";
import { mergeWork, placeText } from "./merge-work.ts";
import type { Work } from "./work.ts";

const person: TurnView = { from: "person", text: "Why?" };

function model(status: "waiting" | "streaming" | "answered", text: string): TurnView {
  return { from: "model", status, text };
}

function work(...turns: readonly TurnView[]): Work {
  return {
    session: { state: "running", endsSoon: false, isAnswering: true },
    turns: [...turns],
    models: [],
  };
}

test.for([
  ["follows", 2, "cd", "abcd"],
  ["is known in part", 1, "bcd", "abcd"],
  ["is known as a whole", 0, "ab", "ab"],
] as const)("text that %s is shown once", ([, at, text, expected]) => {
  const placed = placeText(work(person, model("streaming", "ab")), { turn: 1, at, text });
  expect(placed?.turns[1]?.text).toBe(expected);
});

test("the first text makes a waiting answer stream", () => {
  const placed = placeText(work(person, model("waiting", "")), { turn: 1, at: 0, text: "a" });
  expect(placed?.turns[1]).toEqual(model("streaming", "a"));
});

test.for([
  ["is too far on", 1, 3],
  ["belongs to the person", 0, 0],
  ["belongs to no turn", 2, 0],
] as const)("text that %s has no place", ([, turn, at]) => {
  expect(placeText(work(person, model("streaming", "ab")), { turn, at, text: "x" })).toBeUndefined();
});

test("a finished answer takes no more", () => {
  const whole = work(person, model("answered", "ab"));
  expect(placeText(whole, { turn: 1, at: 2, text: "x" })).toBe(whole);
});

test("text that came after a state was made stays; what finished is as the state has it", () => {
  const before = work(person, model("streaming", "abcd"));
  expect(mergeWork(before, work(person, model("streaming", "ab"))).turns[1]?.text).toBe("abcd");
  expect(mergeWork(before, work(person, model("waiting", ""))).turns[1]?.text).toBe("abcd");
  expect(mergeWork(before, work(person, model("answered", "ab"))).turns[1]?.text).toBe("ab");
});

test("the answer to another question does not keep the old text", () => {
  const before = work(person, model("streaming", "abcd"));
  const other: TurnView = { from: "person", text: "Where?" };
  expect(mergeWork(before, work(other, model("streaming", "ab"))).turns[1]?.text).toBe("ab");
});

test("a turn that has not changed is the same object", () => {
  const before = work(person, model("answered", "ab"));
  const after = mergeWork(before, work({ ...person }, model("answered", "ab"), { ...person }));
  expect(after.turns[0]).toBe(before.turns[0]);
  expect(after.turns[1]).toBe(before.turns[1]);
});
