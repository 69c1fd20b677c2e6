/**
 * Brings pushed text and pushed states together. Both come in the order in which they were sent, but the answer to a question
 * may be older or newer than the text around it: text is placed by its position, and none is shown twice or lost.
 */
import type { AnswerText, TurnView } from "../../shared/contract.ts";
import type { Work } from "./work.ts";

/** @returns nothing when characters before this text are missing. */
export function placeText(work: Work, { turn: index, at, text }: AnswerText): Work | undefined {
  const turn = work.turns[index];
  if (turn?.from !== "model" || at > turn.text.length) return undefined;
  const added = text.slice(turn.text.length - at);
  // A finished turn is whole already: its text came with the state that finished it.
  const isOpen = turn.status === "waiting" || turn.status === "streaming";
  if (added === "" || !isOpen) return work;
  return {
    ...work,
    turns: work.turns.with(index, { ...turn, status: "streaming", text: turn.text + added }),
  };
}

/**
 * The new state, with what is already known kept: a turn that has not changed is the same object, so that it is not drawn
 * again, and text that came after the state was made stays.
 */
export function mergeWork(before: Work | undefined, after: Work): Work {
  if (before === undefined) return after;
  return { ...after, turns: after.turns.map((turn, index) => mergeTurn(before, after, turn, index)) };
}

function mergeTurn(before: Work, after: Work, turn: TurnView, index: number): TurnView {
  const known = before.turns[index];
  if (known === undefined) return turn;
  if (isSame(known, turn)) return known;
  const isSameQuestion = before.turns[index - 1]?.text === after.turns[index - 1]?.text;
  return isSameQuestion && isLonger(known, turn) ? known : turn;
}

function isSame(one: TurnView, other: TurnView): boolean {
  return one.text === other.text && JSON.stringify(one) === JSON.stringify(other);
}

/** Both are the same answer, and the known one is further on. */
function isLonger(known: TurnView, turn: TurnView): boolean {
  return (
    known.from === "model" &&
    known.status === "streaming" &&
    turn.from === "model" &&
    (turn.status === "streaming" || turn.status === "waiting") &&
    known.text.startsWith(turn.text)
  );
}
