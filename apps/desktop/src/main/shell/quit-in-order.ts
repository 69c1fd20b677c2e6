/** Nothing of a session may outlive the app: the app stays until everything is closed, for so long at most. */
import { bounded } from "../bounded.ts";
import type { Log } from "../log.ts";
import { describeError } from "./describe-error.ts";

/** Of Electron's `app`. */
export interface QuittingApp {
  on(event: "will-quit", listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
}

/** Ending a sandbox takes milliseconds; a person who quits does not wait longer than this for what hangs. */
const CLOSED_WITHIN_MS = 5_000;

export function quitInOrder(
  app: QuittingApp,
  close: () => Promise<void>,
  log: Log,
  withinMs = CLOSED_WITHIN_MS,
): void {
  let closing: Promise<void> | undefined;
  let isClosed = false;
  const closeAll = async (): Promise<void> => {
    try {
      await bounded(withinMs, close);
    } catch (error) {
      log.error(describeError(error), "the app ends before everything was closed");
    }
    isClosed = true;
    app.quit();
  };
  app.on("will-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    closing ??= closeAll();
  });
}
