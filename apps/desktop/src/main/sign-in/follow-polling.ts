/** Turns what the poll loop reports into what the person sees while they decide. Needs no timer: every poll looks. */
import type { PollAttempt } from "@latchkey/oidc-device-flow";
import type { Clock } from "../clock.ts";
import type { ServerClock } from "../server-clock.ts";
import type { CodeToConfirm, SignInProgress, SignInState } from "./sign-in-state.ts";

const SLOW_AFTER_MS = 2 * 60_000;
/** One answer may have waited in a buffer while the machine slept, and so look old. */
const SKEWED_ANSWERS = 2;
/** No poll waits longer, nor does one request with its answer. */
const LONGEST_WAIT_MS = 60_000;

export interface Shown {
  readonly current: () => SignInState;
  readonly enter: (state: SignInProgress) => void;
}

export interface PollFollower {
  readonly onAttempt: (attempt: PollAttempt) => void;
  /** Told by the browser that it opened. */
  readonly waitingSince: (instant: number) => void;
  /**
   * Whether the time jumped since the last poll, by more than any poll waits: the machine slept, or its clock was set.
   * Which of the two, only Identity Center knows.
   */
  readonly timeJumped: () => boolean;
}

export function followPolling(
  code: CodeToConfirm,
  services: { readonly clock: Clock; readonly serverClock: ServerClock },
  { current, enter }: Shown,
  onSkew: () => void,
): PollFollower {
  const { clock, serverClock } = services;
  let before: "code" | "waiting" | "slow" | "browser-failed" = "code";
  let waitingSince: number | undefined;
  let failures = 0;
  let skewed = 0;
  let answersSeen = serverClock.answers;
  let nextPollAt = clock.now() + LONGEST_WAIT_MS;

  const showFailure = (isAnswered: boolean): void => {
    const { state } = current();
    if (state === "code" || state === "waiting" || state === "slow" || state === "browser-failed") {
      before = state;
    }
    failures += 1;
    if (isAnswered) enter({ state: "server-error", attempts: failures, ...code });
    else if (state !== "offline") enter({ state: "offline", ...code });
  };

  const showAnswer = (): void => {
    const { state } = current();
    failures = 0;
    if (state === "offline" || state === "server-error") enter({ state: before, ...code });
    const isSlow = waitingSince !== undefined && clock.now() - waitingSince >= SLOW_AFTER_MS;
    if (isSlow && current().state === "waiting") enter({ state: "slow", ...code });
  };

  return {
    onAttempt({ outcome, nextPollInSeconds }) {
      const isAnswered = serverClock.answers > answersSeen;
      answersSeen = serverClock.answers;
      nextPollAt = clock.now() + nextPollInSeconds * 1000;
      if (isAnswered) skewed = serverClock.skew() === undefined ? 0 : skewed + 1;
      if (skewed >= SKEWED_ANSWERS) return onSkew();
      if (outcome === "transport-error") showFailure(isAnswered);
      else showAnswer();
    },
    waitingSince(instant) {
      waitingSince = instant;
    },
    timeJumped: () => clock.now() - nextPollAt > LONGEST_WAIT_MS,
  };
}
