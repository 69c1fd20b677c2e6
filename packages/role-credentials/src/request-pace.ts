/** At most five requests in any second; the portal throttles whoever enumerates accounts and roles faster. */
import type { Clock } from "./clock.ts";

/** Resolves when the next request may start, and counts it. */
export type RequestPace = (signal?: AbortSignal) => Promise<void>;

const REQUESTS_PER_WINDOW = 5;
const WINDOW_MS = 1000;

export function requestPace(clock: Clock): RequestPace {
  let starts: readonly number[] = [];
  return async (signal) => {
    for (;;) {
      signal?.throwIfAborted();
      const now = clock.now();
      // A start in the future is left over from a clock that was set back since.
      starts = starts.filter((start) => start <= now && now - start < WINDOW_MS);
      const [oldest] = starts;
      if (oldest === undefined || starts.length < REQUESTS_PER_WINDOW) {
        starts = [...starts, now];
        return;
      }
      await clock.sleep(oldest + WINDOW_MS - now, signal);
    }
  };
}
