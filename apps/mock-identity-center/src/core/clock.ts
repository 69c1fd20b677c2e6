/** The mock's clock: a base clock plus an offset that only moves when somebody moves it, or a time that stands still. */

import { MockIdentityCenterError } from "../mock-error.ts";

export interface MockClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the mock's time on; nothing runs by itself, expiry is read from the clock; @throws CLOCK_INVALID. */
  advance(ms: number): void;
  /** Sets the time, forwards or backwards; a frozen clock stays frozen; @throws CLOCK_INVALID. */
  set(time: Date | number): void;
  /** Stops the time; `advance` and `set` still move it. */
  freeze(): void;
  /** Lets the time run on from where it stands. */
  resume(): void;
  readonly frozen: boolean;
}

/** Where a clock stands; enough to go on after a restart. */
export interface ClockState {
  readonly offsetMs: number;
  readonly frozenAt?: number | undefined;
}

/** A clock that can be kept. */
export interface KeptClock extends MockClock {
  state: ClockState;
}

/** The last moment that a `Date` can hold. */
const endOfTime = 8_640_000_000_000_000;

/** @param changed is called after each move that {@link KeptClock.state} shows. */
export function mockClock(
  base: { now(): number } = { now: Date.now },
  changed: () => void = () => undefined,
): KeptClock {
  let offset = 0;
  let frozenAt: number | undefined;
  const now = (): number => frozenAt ?? base.now() + offset;
  const moveTo = (time: number): void => {
    if (!(time >= 0 && time <= endOfTime))
      throw invalid("The clock cannot be set to a time before 1970 or after 275760");
    if (frozenAt === undefined) offset = time - base.now();
    else frozenAt = time;
    changed();
  };
  return {
    now,
    advance(ms) {
      if (!(ms >= 0)) throw invalid("advance expects milliseconds, not negative");
      moveTo(now() + ms);
    },
    set: (time) => moveTo(Number(time)),
    freeze() {
      frozenAt ??= base.now() + offset;
      changed();
    },
    resume() {
      if (frozenAt === undefined) return;
      offset = frozenAt - base.now();
      frozenAt = undefined;
      changed();
    },
    get frozen() {
      return frozenAt !== undefined;
    },
    get state() {
      return { offsetMs: offset, frozenAt };
    },
    set state(state) {
      offset = state.offsetMs;
      frozenAt = state.frozenAt;
    },
  };
}

function invalid(message: string): MockIdentityCenterError {
  return new MockIdentityCenterError("CLOCK_INVALID", message);
}
