import type { PollAttempt } from "@latchkey/oidc-device-flow";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { createServerClock } from "../server-clock.ts";
import type { ServerClock } from "../server-clock.ts";
import { followPolling } from "./follow-polling.ts";
import type { PollFollower } from "./follow-polling.ts";
import type { SignInState } from "./sign-in-state.ts";

const CODE = {
  userCode: "BCDF-GHJK",
  verificationUri: "https://device.sso.us-east-1.amazonaws.com/",
  verificationHost: "device.sso.us-east-1.amazonaws.com",
  expiresAt: new Date(0),
};

interface Rig {
  readonly clock: ManualClock;
  readonly follower: PollFollower;
  readonly shown: SignInState["state"][];
  readonly current: () => SignInState;
  readonly skews: readonly true[];
  /** One poll: its outcome, and how far AWS's clock is from ours if AWS answered it. */
  readonly poll: (outcome: PollAttempt["outcome"], answeredOffMs?: number) => void;
}

function rig(first: "code" | "waiting" = "code"): Rig {
  const clock = manualClock();
  const serverClock: ServerClock = createServerClock(clock);
  let state: SignInState = { state: first, ...CODE };
  const shown: SignInState["state"][] = [];
  const skews: true[] = [];
  const enter = (next: SignInState): void => {
    state = next;
    shown.push(next.state);
  };
  const follower = followPolling(
    CODE,
    { clock, serverClock },
    { current: () => state, enter },
    () => void skews.push(true),
  );
  return {
    clock,
    follower,
    shown,
    current: () => state,
    skews,
    poll(outcome, answeredOffMs) {
      if (answeredOffMs !== undefined) serverClock.note(new Date(clock.now() + answeredOffMs), clock.now());
      follower.onAttempt({ attempt: 1, outcome, nextPollInSeconds: 1 });
    },
  };
}

describe("following the polls", () => {
  it("tells a silent network from an Identity Center that fails, and counts its failures", () => {
    const { poll, shown } = rig("waiting");
    poll("transport-error");
    poll("transport-error");
    poll("transport-error", 0);
    poll("transport-error", 0);
    poll("transport-error");
    poll("authorization_pending", 0);
    expect(shown).toEqual(["offline", "server-error", "server-error", "offline", "waiting"]);
  });

  it("counts failures anew after an answer", () => {
    const { poll, current } = rig();
    poll("transport-error", 0);
    poll("transport-error", 0);
    expect(current()).toMatchObject({ state: "server-error", attempts: 2 });
    poll("authorization_pending", 0);
    poll("transport-error", 0);
    expect(current()).toMatchObject({ state: "server-error", attempts: 1 });
  });

  it("shows what was there before a failure, also when that was slow", () => {
    const { poll, shown, clock, follower } = rig("waiting");
    follower.waitingSince(clock.now());
    clock.jump(120_000);
    poll("authorization_pending", 0);
    poll("transport-error");
    poll("slow_down", 0);
    expect(shown).toEqual(["slow", "offline", "slow"]);
  });

  it("is not slow a moment before two minutes, nor without a browser", () => {
    const { poll, shown, clock, follower } = rig("waiting");
    clock.jump(200_000);
    poll("authorization_pending", 0);
    follower.waitingSince(clock.now());
    clock.jump(119_999);
    poll("authorization_pending", 0);
    expect(shown).toEqual([]);
  });

  it("believes two answers that say the clock is off, and not one that waited in a buffer", () => {
    const { poll, skews } = rig();
    poll("authorization_pending", -3_600_000);
    poll("authorization_pending", 0);
    poll("authorization_pending", -3_600_000);
    // Nobody answered: the time is as unknown as before.
    poll("transport-error");
    expect(skews).toEqual([]);
    poll("slow_down", -3_600_000);
    expect(skews).toEqual([true]);
  });

  it("notices a time that passed without a poll", () => {
    const { poll, clock, follower } = rig();
    expect(follower.timeJumped()).toBe(false);
    poll("authorization_pending", 0);
    clock.jump(61_000);
    expect(follower.timeJumped()).toBe(false);
    clock.jump(1);
    expect(follower.timeJumped()).toBe(true);
  });
});
