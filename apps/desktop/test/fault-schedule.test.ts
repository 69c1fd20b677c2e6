import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { isSpoilt } from "./support/fault-schedule/evidence.ts";
import { openLane } from "./support/fault-schedule/lane.ts";
import { playSessions } from "./support/fault-schedule/play-sessions.ts";
import { playSignIn } from "./support/fault-schedule/play-sign-in.ts";
import { randomScenario } from "./support/fault-schedule/scenario.ts";
import { seededChoices } from "./support/fault-schedule/seeded-choices.ts";

/** Replays a schedule: the seed that a failure named. */
const SEED = Number(process.env["LATCHKEY_FAULT_SEED"] ?? randomInt(2 ** 32));
const LANES = 10;
const SIGN_INS_OF_A_LANE = 100;

interface Tally {
  readonly approved: number;
  readonly signedIn: number;
  readonly spoiltRequests: number;
}

/** A stall holds one lane up while the others go on. */
async function playLane(number: number): Promise<Tally> {
  const choices = seededChoices(SEED + number);
  await using lane = await openLane(choices.next);
  const usedUp = new Set<string>();
  const tally = { approved: 0, signedIn: 0, spoiltRequests: 0 };
  for (let count = 0; count < SIGN_INS_OF_A_LANE; count += 1) {
    const scenario = randomScenario(choices, lane.trap);
    const { decision, decidesAfterSeconds, codeSeconds } = scenario;
    try {
      const isSignedIn = await playSignIn(lane, scenario, usedUp);
      if (isSignedIn) await playSessions(lane, scenario, usedUp);
      tally.approved += decision === "approve" && decidesAfterSeconds < codeSeconds - 1 ? 1 : 0;
      tally.signedIn += isSignedIn ? 1 : 0;
    } catch (cause) {
      const message = `LATCHKEY_FAULT_SEED=${SEED}, lane ${number}, sign-in ${count}`;
      throw new Error(`${message}: ${String(cause)}\n${JSON.stringify(scenario)}`, { cause });
    }
  }
  tally.spoiltRequests = lane.tap.exchanges.filter(isSpoilt).length;
  return tally;
}

it(`${LANES * SIGN_INS_OF_A_LANE} sign-ins under random faults: approved ones are signed in, denied and expired ones are not, and nothing is lost or used twice`, async () => {
  const tallies = await Promise.all(Array.from({ length: LANES }, (_, number) => playLane(number)));
  const sum = (part: keyof Tally): number => tallies.reduce((total, tally) => total + tally[part], 0);
  expect(sum("signedIn")).toBeGreaterThanOrEqual(sum("approved"));
  expect(sum("spoiltRequests")).toBeGreaterThan(LANES * SIGN_INS_OF_A_LANE);
  expect(sum("approved")).toBeGreaterThan(LANES * SIGN_INS_OF_A_LANE * 0.4);
}, 120_000);
