/**
 * How far this machine's clock is from AWS's, by the `Date` of AWS's answers. What AWS dates absolutely (role credentials,
 * client registrations) is judged by AWS's time; and a person whose clock is off is told so, not that something expired.
 */
import type { Clock } from "./clock.ts";

/** AWS refuses a signature (SigV4) whose time is further off. */
const TOLERATED_MS = 5 * 60_000;

export interface ClockSkew {
  readonly minutes: number;
  /** Where this machine's clock is, seen from AWS. */
  readonly direction: "ahead" | "behind";
}

export interface ServerClock {
  /** For the `onServerDate` of the packages. */
  readonly note: (serverDate: Date, receivedAt: number) => void;
  /** How many answers with a date there were: tells whether AWS has answered in the meantime. */
  readonly answers: number;
  /** AWS's time now, in epoch milliseconds; this machine's until AWS has answered once. */
  now(): number;
  /**
   * AWS's time when it last answered, in epoch milliseconds, whatever was done to this machine's clock since; the time now
   * until AWS has answered once.
   */
  lastAnswer(): number;
  /** By the last answer; undefined while the difference does no harm. */
  skew(): ClockSkew | undefined;
}

export function createServerClock(clock: Clock): ServerClock {
  let offsetMs = 0;
  let last: number | undefined;
  let answers = 0;
  return {
    note(serverDate, receivedAt) {
      last = serverDate.getTime();
      offsetMs = last - receivedAt;
      answers += 1;
    },
    get answers() {
      return answers;
    },
    now: () => clock.now() + offsetMs,
    lastAnswer: () => last ?? clock.now(),
    skew() {
      const off = Math.abs(offsetMs);
      if (off <= TOLERATED_MS) return undefined;
      return { minutes: Math.round(off / 60_000), direction: offsetMs < 0 ? "ahead" : "behind" };
    },
  };
}
