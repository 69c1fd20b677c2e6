/** Plays the sign-in of a scenario, again and again like a patient person, and has every attempt judged. */
import { setTimeout as delay } from "node:timers/promises";
import type { SignInEnd } from "../../../src/main/sign-in/sign-in-state.ts";
import { composeDeviceSignIn } from "../../../src/main/compose.ts";
import { USER } from "../rehearsal.ts";
import { expectThat, judgeManners, watch } from "./evidence.ts";
import { judgeSignIn } from "./judge-sign-in.ts";
import type { SignInAttempt } from "./judge-sign-in.ts";
import type { Lane } from "./lane.ts";
import type { Scenario } from "./scenario.ts";

/** More than its faults can spoil. */
const MOST_ATTEMPTS = 16;
const MOST_WAITS = 200;
/** Real time; only an attempt that hangs takes so long. */
const PATIENCE_MS = 20_000;

/** @returns whether the person is signed in. */
export async function playSignIn(lane: Lane, scenario: Scenario, usedUp: Set<string>): Promise<boolean> {
  const { app, services } = lane;
  await prepare(lane, scenario);
  for (const fault of scenario.faults) app.mock.faults.add(fault);
  for (let count = 1; ; count += 1) {
    // Who decided too late is quicker the next time.
    const decidesAfterSeconds = scenario.decidesAfterSeconds / count;
    const attempt = await playAttempt(lane, { ...scenario, decidesAfterSeconds });
    judgeManners(attempt, "rotated", usedUp);
    judgeSignIn(attempt, scenario);
    if (isFinal(attempt, scenario)) break;
    expectThat(count < MOST_ATTEMPTS, `no end after ${count} attempts: ${attempt.end.state}`);
  }
  app.mock.faults.clear();
  return (await services.store.read()).status === "found";
}

async function prepare({ app, services, time }: Lane, scenario: Scenario): Promise<void> {
  const { codeSeconds, intervalSeconds, rotation, isRegistered } = scenario;
  app.mock.changeSettings({
    deviceCodeSeconds: codeSeconds,
    pollIntervalSeconds: intervalSeconds,
    refreshTokenRotation: rotation,
  });
  await services.keeper.end();
  if (!isRegistered) await services.store.removeRegistration();
  time.advance(60_000);
}

/** A person who decided in time wants that decision to count; one who did not is content with an expired code. */
function isFinal(
  { end, code }: SignInAttempt,
  { decision, decidesAfterSeconds, codeSeconds }: Scenario,
): boolean {
  if (end.state === "success" || end.state === "denied") return true;
  const isInTime = decision !== "never" && decidesAfterSeconds < codeSeconds - 1;
  return !isInTime && code !== undefined && end.state === "expired";
}

async function playAttempt(lane: Lane, scenario: Scenario): Promise<SignInAttempt> {
  const { services, time } = lane;
  const evidence = watch(lane);
  let code: SignInAttempt["code"];
  const signIn = composeDeviceSignIn(services, "first-use", (state) => {
    if (state.state !== "code" || code !== undefined) return;
    code = { shownAt: time.now(), expiresAt: state.expiresAt.getTime() };
    planDecision(lane, scenario, state.userCode);
  });
  time.allowWaits(MOST_WAITS);
  const end = await withPatience(signIn.run());
  time.forgetPlan();
  const isStored = (await services.store.read()).status === "found";
  return { ...evidence(), end, endedAt: time.now(), code, isStored };
}

function planDecision({ app: { mock }, time }: Lane, scenario: Scenario, userCode: string): void {
  const { decision, decidesAfterSeconds, codeSeconds } = scenario;
  if (decision === "never" || decidesAfterSeconds >= codeSeconds) return;
  time.plan(time.now() + decidesAfterSeconds * 1000, () => {
    if (decision === "approve") mock.approve(userCode, USER);
    else mock.deny(userCode);
  });
}

async function withPatience(running: Promise<SignInEnd>): Promise<SignInEnd> {
  const ended = new AbortController();
  const tooLong = delay(PATIENCE_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error("it hangs");
  });
  try {
    return await Promise.race([running, tooLong]);
  } finally {
    ended.abort();
    await tooLong.catch(() => undefined);
  }
}
