import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import { createLog } from "../log.ts";
import { quitInOrder } from "./quit-in-order.ts";

/** As Electron's: asks everybody, and ends unless somebody prevents it. */
class FakeApp extends EventEmitter {
  ended = 0;
  quit(): void {
    let isPrevented = false;
    this.emit("will-quit", { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.ended += 1;
  }
}

function logOf(lines: string[]) {
  return createLog({ level: "debug", destination: { write: (line) => void lines.push(line) } });
}

test("the app ends when everything is closed, which is done once however often it is asked to quit", async () => {
  const app = new FakeApp();
  const closed = Promise.withResolvers<void>();
  const close = vi.fn<() => Promise<void>>(() => closed.promise);
  quitInOrder(app, close, logOf([]));
  app.quit();
  app.quit();
  expect([app.ended, close.mock.calls.length]).toEqual([0, 1]);
  closed.resolve();
  await expect.poll(() => app.ended).toBe(1);
  expect(close).toHaveBeenCalledTimes(1);
});

test.each([
  ["hangs", () => new Promise<void>(() => undefined)],
  ["fails", () => Promise.reject(new Error("planted-detail"))],
])("closing that %s does not keep the app", async (_, close) => {
  const app = new FakeApp();
  const lines: string[] = [];
  quitInOrder(app, close, logOf(lines), 10);
  app.quit();
  await expect.poll(() => app.ended).toBe(1);
  expect(lines.join("")).toContain("the app ends before everything was closed");
  expect(lines.join("")).not.toContain("planted-detail");
});
