/** The mock's clock: a base clock plus an offset that only moves when somebody moves it. */

export interface MockClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the mock's time on; nothing runs by itself, expiry is read from the clock. */
  advance(ms: number): void;
}

export function mockClock(base: { now(): number } = { now: Date.now }): MockClock {
  let offset = 0;
  return {
    now: () => base.now() + offset,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new RangeError("advance expects a number of milliseconds, not negative");
      offset += ms;
    },
  };
}
