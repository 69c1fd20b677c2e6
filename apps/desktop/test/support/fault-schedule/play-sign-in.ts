/** Plays the sign-in of a scenario, again and again like a patient person, and has every attempt judged. */
import { setTimeout as delay } from "node:timers/promises";
import type { SignInEnd } from "../../../src/main/sign-in/sign-in-state.ts";
import { composeDeviceSignIn } from "../../../src/main/compose.ts";
import { expectThat, judgeManners } from "./evidence.ts";
import { judgeSignIn } from "./judge-sign-in.ts";
import type { SignInAttempt } from "./judge-sign-in.ts";
import type { Lane } from "./lane.ts";
import type { CancelMoment, Scenario } from "./scenario.ts";

/** More than its faults can spoil, or its neighbour's. */
const MOST_ATTEMPTS = { alone: 16, besideAnother: 40 };
const MOST_WAITS = 200;
/** Real time; only an attempt that hangs takes so long. */
const PATIENCE_MS = 20_000;

/** @returns whether the person is signed in. */
export async function playSignIn(lane: Lane, scenario: Scenario, usedUp: Set<string>): Promise<boolean> {
  const { world, neighbour } = lane;
  const most = neighbour === undefined ? MOST_ATTEMPTS.alone : MOST_ATTEMPTS.besideAnother;
  await world.prepare(scenario);
  await world.spoil(scenario.faults);
  for (let count = 1; ; count += 1) {
    // Who decided too late is quicker the next time.
    const decidesAfterSeconds = scenario.decidesAfterSeconds / count;
    const cancels = count === 1 ? scenario.cancels : undefined;
    const attempt = await playAttempt(lane, { ...scenario, decidesAfterSeconds }, cancels);
    judgeManners(attempt, "rotated", usedUp);
    if (attempt.isCancelled) {
      expectThat(attempt.end.state === "cancelled", `it was cancelled and ended as ${attempt.end.state}`);
      continue;
    }
    judgeSignIn(attempt, scenario);
    if (isFinal(attempt, scenario)) {
      await world.heal();
      return attempt.end.state === "success";
    }
    expectThat(count < most, `no end after ${count} attempts: ${attempt.end.state}`);
  }
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

interface PlayedAttempt extends SignInAttempt {
  readonly isCancelled: boolean;
}

async function playAttempt(
  lane: Lane,
  scenario: Scenario,
  cancels: CancelMoment | undefined,
): Promise<PlayedAttempt> {
  const { services, time, world, neighbour } = lane;
  const evidence = lane.watch();
  const endings = await neighbour?.endings();
  let code: SignInAttempt["code"];
  const signIn = composeDeviceSignIn(services, "first-use", (state) => {
    if (state.state !== "code" || code !== undefined) return;
    code = { shownAt: time.now(), expiresAt: state.expiresAt.getTime() };
    planDecision(lane, scenario, state.userCode);
  });
  const wasCancelled = cancels && neighbour?.cancelAt(cancels, () => signIn.cancel());
  time.allowWaits(MOST_WAITS);
  const end = await withPatience(signIn.run());
  world.forgetDecision();
  const isCancelled = (await wasCancelled?.()) === true;
  if (neighbour !== undefined && end.state === "success") neighbour.lastFound = endings ?? 0;
  const isStored = await storedAfter(lane, end);
  return { ...evidence(), end, endedAt: time.now(), code, isStored, isCancelled };
}

/** Beside another process only a success says anything about what is stored, and only until the other one ends it. */
async function storedAfter({ services, neighbour }: Lane, end: SignInEnd): Promise<boolean> {
  if (neighbour !== undefined && end.state !== "success") return false;
  if ((await services.store.read()).status === "found") return true;
  return neighbour !== undefined && (await neighbour.endings()) > neighbour.lastFound;
}

function planDecision({ world, time }: Lane, scenario: Scenario, userCode: string): void {
  const { decision, decidesAfterSeconds, codeSeconds } = scenario;
  if (decision === "never" || decidesAfterSeconds >= codeSeconds) return;
  world.decide(time.now() + decidesAfterSeconds * 1000, decision, userCode);
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
