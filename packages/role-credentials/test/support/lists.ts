import type { ManualClock } from "@latchkey/test-kit";

/** Reads a list to its end. */
export async function collect<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** Moves the clock from one sleep to the next until `work` is over. */
export async function drive<Result>(clock: ManualClock, work: Promise<Result>): Promise<Result> {
  const state = { over: false };
  const end = (): void => {
    state.over = true;
  };
  work.then(end, end);
  while (!state.over) await clock.advanceToNextSleep(() => state.over);
  return work;
}
