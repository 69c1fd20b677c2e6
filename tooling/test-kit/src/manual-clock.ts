/** A clock that only moves when a test moves it; satisfies the `Clock` of every package. */
export interface ManualClock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves time on by `ms`, waking each sleeper at its own instant, in order. */
  advance(ms: number): Promise<void>;
  /** Moves time on to the next sleeper's instant, waiting (in real time) until somebody sleeps or `unless` holds. */
  advanceToNextSleep(unless?: () => boolean): Promise<void>;
  /** Jumps the time without waking anybody: what a laptop that slept sees, or a clock that was set. */
  jump(ms: number): void;
  /** The sleeps asked for so far, in milliseconds. */
  readonly sleeps: readonly number[];
  /** How many sleepers are waiting; 0 at the end of a clean test. */
  readonly pending: number;
}

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** @param start the first instant, in epoch milliseconds. */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  const sleeps: number[] = [];

  const nextSleeper = (until: number): Sleeper | undefined =>
    [...sleepers].filter((s) => s.wakeAt <= until).toSorted((a, b) => a.wakeAt - b.wakeAt)[0];

  const wakeUntil = async (until: number): Promise<void> => {
    for (let next = nextSleeper(until); next !== undefined; next = nextSleeper(until)) {
      now = Math.max(now, next.wakeAt);
      next.wake();
      await settle();
    }
    now = Math.max(now, until);
  };

  return {
    now: () => now,
    sleep(ms, signal) {
      sleeps.push(ms);
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error);
        const finish = (then: () => void): void => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", onAbort);
          then();
        };
        const onAbort = (): void => finish(() => reject(signal?.reason as Error));
        const sleeper: Sleeper = { wakeAt: now + ms, wake: () => finish(resolve) };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", onAbort, { once: true });
      });
    },
    async advance(ms) {
      await settle();
      await wakeUntil(now + ms);
    },
    async advanceToNextSleep(unless = () => false) {
      while (sleepers.size === 0 && !unless()) await settle();
      if (sleepers.size === 0) return;
      await wakeUntil(Math.min(...[...sleepers].map((s) => s.wakeAt)));
    },
    jump(ms) {
      now += ms;
    },
    sleeps,
    get pending() {
      return sleepers.size;
    },
  };
}

/** Lets everything that is ready to run, run: promise callbacks and one turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
