import { manualClock } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import type { TurnView } from "../../../shared/contract.ts";
import { createConversation } from "./conversation.ts";
import { seededChoices } from "../../../../test/support/fault-schedule/seeded-choices.ts";

interface Told {
  readonly turns: TurnView[];
  readonly batches: number[];
}

/** A conversation, and a window that adds every batch where it says that it belongs. */
function conversationAndWindow() {
  const clock = manualClock();
  const told: Told = { turns: [], batches: [] };
  const conversation = createConversation({
    onBegun: () => look(),
    onText({ turn: index, at, text }) {
      const turn = told.turns[index];
      if (turn === undefined) throw new Error(`no turn ${index}`);
      expect(at).toBe(turn.text.length);
      turn.text += text;
      told.batches.push(text.length);
    },
    sleep: (ms, signal) => clock.sleep(ms, signal),
  });
  const look = (): void => void told.turns.splice(0, Infinity, ...conversation.view());
  return { conversation, clock, told, look };
}

test("a fast stream reaches the window in few batches", async () => {
  const { conversation, clock, told, look } = conversationAndWindow();
  const turn = conversation.ask("Hello?");
  look();
  for (let word = 0; word < 100; word += 1) turn.append("word ");
  expect(told.batches).toEqual([]);
  await clock.advance(30);
  expect(told.batches).toEqual([99 * 5]);
  turn.append("and more");
  await clock.advance(30);
  expect(told.batches).toHaveLength(2);
  expect(clock.pending).toBe(0);
});

test("whatever the timing, text and views join to the whole answer, and nothing comes twice", async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const choices = seededChoices(seed);
    const { conversation, clock, told, look } = conversationAndWindow();
    const turn = conversation.ask("Hello?");
    look();
    let whole = "";
    for (let step = 0; step < 60; step += 1) {
      const act = choices.integer(0, 9);
      if (act < 6) {
        const text = `${step}${"🙂".repeat(choices.integer(0, 2))} `;
        whole += text;
        turn.append(text);
      } else if (act < 8) {
        await clock.advance(choices.integer(1, 40));
      } else {
        look();
      }
    }
    turn.end("answered");
    turn.append("too late");
    look();
    expect(told.turns, `seed ${seed}`).toEqual([
      { from: "person", text: "Hello?" },
      { from: "model", text: whole, status: "answered" },
    ]);
    expect(clock.pending).toBe(0);
  }
});

test("a view is a copy, and a conversation that was cleared tells nothing more", async () => {
  const { conversation, clock, told, look } = conversationAndWindow();
  const turn = conversation.ask("Hello?");
  turn.append("He");
  turn.append("llo");
  const [, before] = conversation.view();
  conversation.clear();
  turn.append(" again");
  turn.end("failed");
  await clock.advance(1_000);
  look();
  expect(told.turns).toEqual([]);
  expect(before).toMatchObject({ text: "Hello", status: "streaming" });
  expect(clock.pending).toBe(0);
});
