/** The timers that our own code started, directly or through a library, and that have not ended. */
import { createHook } from "node:async_hooks";

export interface TimerWatch extends Disposable {
  /** Where each of them was started. */
  open(): readonly string[];
}

/** The test runner and the mock have timers too; only stacks through the app's core or a package count. */
const OURS = /apps\/desktop\/src\/main\/|packages\/[\w-]+\/(?:src|dist)\//;

export function watchTimers(): TimerWatch {
  const timers = new Map<number, string>();
  const hook = createHook({
    init(id, type) {
      if (type !== "Timeout") return;
      const { stack = "" } = new Error("started here");
      if (OURS.test(stack)) timers.set(id, stack);
    },
    destroy: (id) => void timers.delete(id),
  }).enable();
  return { open: () => [...timers.values()], [Symbol.dispose]: () => void hook.disable() };
}
