/**
 * Notices that a session's credentials are about to end, and that they have. Looks at the time, and never trusts a
 * timer with it: a machine that slept must find its session ended.
 */
import type { Clock } from "../clock.ts";

export const WARN_BEFORE_MS = 15 * 60_000;

/** Timers stand still while a machine sleeps, so that a single long one would be late by as much. */
const LOOK_EVERY_MS = 30_000;

export interface DeadlinesOptions {
  /** AWS's time, in epoch milliseconds. */
  readonly now: () => number;
  readonly endsAt: number;
  /** Machine time: how long to wait before looking again. A rehearsal's jumping clock must not be passed here. */
  readonly sleep: Clock["sleep"];
  readonly onEndsSoon: () => void;
  readonly onEnd: () => void;
}

export interface Deadlines {
  /** Looks at once; for a machine that woke up. */
  look(): void;
  /** Leaves no timer. */
  stop(): void;
}

export function watchDeadlines(options: DeadlinesOptions): Deadlines {
  const { now, endsAt, sleep, onEndsSoon, onEnd } = options;
  const stopped = new AbortController();
  let warned = false;

  const look = (): void => {
    if (stopped.signal.aborted) return;
    const left = endsAt - now();
    if (left <= 0) {
      stopped.abort();
      onEnd();
    } else if (left <= WARN_BEFORE_MS && !warned) {
      warned = true;
      onEndsSoon();
    }
  };

  const watch = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const left = endsAt - now();
      const next = left > WARN_BEFORE_MS ? left - WARN_BEFORE_MS : left;
      // Not zero: a timer may be over a moment before its time.
      await sleep(Math.max(1, Math.min(next, LOOK_EVERY_MS)), stopped.signal).catch(() => undefined);
      look();
    }
  };

  look();
  void watch();
  return { look, stop: () => stopped.abort() };
}
