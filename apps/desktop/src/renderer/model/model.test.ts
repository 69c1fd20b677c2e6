/** Text that comes while the main process does not say what it belongs to. */
import { expect, test } from "vitest";
import { initialModel, reduce } from "./model.ts";

test("waits in a bounded number of pieces, the latest of them", () => {
  let model = initialModel;
  for (let at = 0; at < 1_500; at += 1) {
    model = reduce(model, { type: "text", added: { turn: 0, at, text: "x" } });
  }
  expect(model.session.unplaced).toHaveLength(1_000);
  expect(model.session.unplaced.at(-1)?.at).toBe(1_499);
});
