import { expect, test } from "vitest";
import { describeHolder, parseHolder } from "./lock-holder.ts";

const HOLDER = { processId: 4_194_304, since: new Date("2026-01-01T00:00:00.000Z") };

test("what was written is read", () => {
  expect(parseHolder(describeHolder(HOLDER))).toEqual(HOLDER);
});

test.each(["", "41943", "0 2026-01-01T00:00:00.000Z", "1 2026-13-45T00:00:00.000Z", "1 soon", "\0\0\0"])(
  "a note that is torn or not ours names nobody: %j",
  (note) => {
    expect(parseHolder(note)).toBeUndefined();
  },
);
