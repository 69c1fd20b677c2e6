/**
 * When to poll next (RFC 8628 section 3.5), as a pure function: pending keeps the interval, `slow_down` adds five
 * seconds for good, a failed connection backs off and leaves the interval alone.
 */

/** What a poll brought, as far as the next one depends on it. */
export type PollOutcome = "authorization_pending" | "slow_down" | "transport-error";

export interface PollSchedule {
  readonly intervalSeconds: number;
  /** Failed connections in a row. */
  readonly failures: number;
}

const SLOW_DOWN_SECONDS = 5;
const LONGEST_BACK_OFF_SECONDS = 30;

/** An interval under a second becomes one: a caller may have restored anything. */
export function firstSchedule(intervalSeconds: number): PollSchedule {
  return { intervalSeconds: intervalSeconds >= 1 ? intervalSeconds : 1, failures: 0 };
}

export function nextSchedule(
  { intervalSeconds, failures }: PollSchedule,
  outcome: PollOutcome,
): PollSchedule {
  switch (outcome) {
    case "authorization_pending":
      return { intervalSeconds, failures: 0 };
    case "slow_down":
      return { intervalSeconds: intervalSeconds + SLOW_DOWN_SECONDS, failures: 0 };
    case "transport-error":
      return { intervalSeconds, failures: failures + 1 };
  }
}

/**
 * Seconds until the next poll: the interval, or after failures a doubling time of which `random` (0 to 1) takes
 * off up to a half, never less than the interval.
 */
export function secondsUntilNextPoll({ intervalSeconds, failures }: PollSchedule, random: number): number {
  if (failures === 0) return intervalSeconds;
  const doubled = Math.min(
    intervalSeconds * 2 ** failures,
    Math.max(LONGEST_BACK_OFF_SECONDS, intervalSeconds),
  );
  return Math.max(intervalSeconds, doubled * (1 - random / 2));
}
