/** Simulated time for an app and its mock: only waiting moves it on, and what is planned happens in between. */
import type { MockClock } from "@latchkey/mock-identity-center";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../../src/main/clock.ts";

export interface Timeline extends Clock {
  /** Lets time go by in which nobody does anything. */
  pass(ms: number): Promise<void>;
  /** How many waits are allowed from now on; one more throws. */
  allowWaits(most: number): void;
}

export interface PlannedTimeline extends Timeline {
  /** Plans one event, in place of an earlier plan. */
  plan(at: number, happens: () => void): void;
  forgetPlan(): void;
}

export function timeline(clock: MockClock): PlannedTimeline {
  let planned: { readonly at: number; readonly happens: () => void } | undefined;
  let waitsLeft = Infinity;
  clock.freeze();
  return {
    now: () => clock.now(),
    plan: (at, happens) => void (planned = { at, happens }),
    forgetPlan: () => void (planned = undefined),
    pass: (ms) => Promise.resolve(clock.advance(ms)),
    allowWaits: (most) => void (waitsLeft = most),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waitsLeft -= 1;
      if (waitsLeft < 0) throw new Error("it waits again and again, and comes to no end");
      const wakesAt = clock.now() + ms;
      if (planned !== undefined && planned.at <= wakesAt) {
        const { at, happens } = planned;
        planned = undefined;
        clock.set(Math.max(at, clock.now()));
        happens();
      }
      clock.set(Math.max(wakesAt, clock.now()));
      await setImmediate();
      signal?.throwIfAborted();
    },
  };
}
