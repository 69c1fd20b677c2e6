/** Time for a watch, which never keeps a process alive. */
import { setTimeout as sleep } from "node:timers/promises";

export interface WatchClock {
  /** Rejects when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: WatchClock = {
  sleep: async (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
};
