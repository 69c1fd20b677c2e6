/** A relaunch starts one process, however often it is asked for. */
import { expect, test, vi } from "vitest";
import { relaunch } from "./relaunch.ts";

const asked = vi.hoisted(() => [] as unknown[]);

vi.mock("electron", () => ({
  app: {
    isPackaged: true,
    relaunch: (options: unknown) => void asked.push(options),
    quit: () => void asked.push("quit"),
  },
}));

test("asked twice, as by a double click, the app starts again once", () => {
  relaunch();
  relaunch();
  expect(asked).toEqual([{ args: expect.any(Array) }, "quit"]);
});
