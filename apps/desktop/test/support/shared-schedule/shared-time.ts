/**
 * The one time of two processes: it stands still while one of them works, and moves on when both wait. Who would wake
 * within the same second wakes together, so that they get into each other's way.
 */
import type { MockClock } from "@latchkey/mock-identity-center";

export interface SharedTime {
  sleep(ms: number): Promise<void>;
  /** Resolves when both have come, and after `happens` of the one who came last. */
  meet(happens: () => void): Promise<void>;
  /** Plans one event of a process, in place of an earlier plan of it. */
  plan(process: number, at: number, happens: () => void): void;
  forgetPlan(process: number): void;
}

interface Waiting {
  /** Infinity for one who waits for the other. */
  readonly until: number;
  readonly wake: () => void;
}

const PROCESSES = 2;
const TOGETHER_MS = 1_000;

export function sharedTime(clock: MockClock): SharedTime {
  let waiting: readonly Waiting[] = [];
  const plans = new Map<number, { readonly at: number; readonly happens: () => void }>();
  clock.freeze();

  const carryOutPlansUntil = (time: number): void => {
    const due = [...plans].filter(([, { at }]) => at <= time);
    for (const [process, { at, happens }] of due.toSorted(([, one], [, other]) => one.at - other.at)) {
      plans.delete(process);
      clock.set(Math.max(at, clock.now()));
      happens();
    }
  };
  const wakeUntil = (time: number): void => {
    const woken = waiting.filter(({ until }) => until <= time);
    waiting = waiting.filter(({ until }) => until > time);
    for (const { wake } of woken) wake();
  };
  const wait = (until: number, happens: () => void): Promise<void> => {
    const woken = Promise.withResolvers<void>();
    waiting = [...waiting, { until, wake: woken.resolve }];
    if (waiting.length < PROCESSES) return woken.promise;
    const first = Math.min(...waiting.map((one) => one.until));
    if (first === Infinity) {
      happens();
      wakeUntil(Infinity);
      return woken.promise;
    }
    const time = Math.max(...waiting.map((one) => one.until).filter((one) => one <= first + TOGETHER_MS));
    carryOutPlansUntil(time);
    clock.set(Math.max(time, clock.now()));
    wakeUntil(time);
    return woken.promise;
  };

  return {
    sleep: (ms) => wait(clock.now() + ms, () => undefined),
    meet: (happens) => wait(Infinity, happens),
    plan: (process, at, happens) => void plans.set(process, { at, happens }),
    forgetPlan: (process) => void plans.delete(process),
  };
}
