/** Whether a device sign-in ended as the answers that reached it demand, and polled as RFC 8628 wants it. */
import type { SignInEnd } from "../../../src/main/sign-in/sign-in-state.ts";
import { expectThat, isSpoilt } from "./evidence.ts";
import type { Evidence } from "./evidence.ts";
import type { Scenario } from "./scenario.ts";
import type { Exchange } from "./wire-tap.ts";

export interface SignInAttempt extends Evidence {
  readonly end: SignInEnd;
  readonly endedAt: number;
  /** Undefined when no code was shown. */
  readonly code: { readonly shownAt: number; readonly expiresAt: number } | undefined;
  readonly isStored: boolean;
}

/** RFC 8628 section 3.5: `slow_down` adds five seconds. */
const SLOW_DOWN_MS = 5_000;
const LONGEST_BACK_OFF_MS = 30_000;
/** Waits are no whole milliseconds once a back-off was spread. */
const ROUNDING_MS = 1;
/** Processes that share a clock wake together, up to a second late. */
const LATE_MS = 1_000;
const MOST_OTHER_REQUESTS = 12;

export function judgeSignIn(attempt: SignInAttempt, scenario: Scenario): void {
  const { end, exchanges, isStored, sessionsBegun } = attempt;
  const polls = exchanges.filter(({ presented }) => presented !== undefined);
  expectThat(isStored === (end.state === "success"), `it ended as ${end.state}, stored: ${isStored}`);
  expectThat(sessionsBegun <= 1, "a code was redeemed twice");
  expectThat(new Set(polls.map(({ presented }) => presented?.value)).size <= 1, "it polled for two codes");
  expectThat(exchanges.length - polls.length <= MOST_OTHER_REQUESTS, "it asked too often beside polling");
  if (attempt.code === undefined) return judgeEndWithoutCode(attempt);
  judgePace(polls, attempt, attempt.code, scenario.intervalSeconds * 1000);
  judgeEndOfPolling(attempt, polls.at(-1), attempt.code.expiresAt);
}

function judgeEndWithoutCode({ end, exchanges }: SignInAttempt): void {
  const isHonest = !["success", "denied", "expired", "cancelled"].includes(end.state);
  expectThat(isHonest, `without a code it ended as ${end.state}`);
  expectThat(exchanges.some(isSpoilt), `it ended as ${end.state}, and nothing had gone wrong`);
}

function judgePace(
  polls: readonly Exchange[],
  { end, endedAt }: SignInAttempt,
  { shownAt, expiresAt }: NonNullable<SignInAttempt["code"]>,
  firstIntervalMs: number,
): void {
  let intervalMs = firstIntervalMs;
  let before = shownAt;
  for (const { at, answer } of polls) {
    expectThat(at - before >= intervalMs, `it polled ${at - before} ms after the last poll`);
    expectThat(at - before <= longestGap(intervalMs), `it did not poll for ${at - before} ms`);
    expectThat(at < expiresAt, "it polled for a code that had expired");
    if (answer?.error === "slow_down") intervalMs += SLOW_DOWN_MS;
    before = at;
  }
  const wasGivenUp = end.state === "expired" && endedAt - before > longestGap(intervalMs);
  expectThat(!wasGivenUp, `it stopped polling ${endedAt - before} ms before the code's end`);
}

function longestGap(intervalMs: number): number {
  return Math.max(intervalMs, LONGEST_BACK_OFF_MS) + LATE_MS;
}

function judgeEndOfPolling(
  { end, endedAt, exchanges, sessionsBegun }: SignInAttempt,
  last: Exchange | undefined,
  expiresAt: number,
): void {
  const wanted = last === undefined || isSpoilt(last) ? undefined : endAfter(last.answer);
  if (wanted === "used") {
    const lost = exchanges.some((exchange) => exchange.presented !== undefined && isSpoilt(exchange));
    expectThat(sessionsBegun === 1 && lost, "its code was used by somebody else");
    expectThat(end.state !== "success" && end.state !== "denied", `a used code ended as ${end.state}`);
    return;
  }
  expectThat(
    end.state === (wanted ?? "expired"),
    `it ended as ${end.state}, expected ${wanted ?? "expired"}`,
  );
  expectThat(
    wanted !== undefined || endedAt >= expiresAt - ROUNDING_MS,
    "it gave up a code that was still good",
  );
}

/** Undefined: the answer decides nothing, so only the code's end can. */
function endAfter(answer: Exchange["answer"]): "success" | "denied" | "expired" | "used" | undefined {
  if (answer?.status === 200) return "success";
  switch (answer?.error) {
    case "access_denied":
      return "denied";
    case "expired_token":
      return "expired";
    case "invalid_grant":
      return "used";
    default:
      return undefined;
  }
}
