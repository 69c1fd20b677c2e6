/** An app that signs in, refreshes and mints role credentials in several vaults, beside another process that does the same. */
import { once } from "node:events";
import { isSpoilt, expectThat } from "../fault-schedule/evidence.ts";
import { settingsFor } from "../fault-schedule/lane.ts";
import { playSessions } from "../fault-schedule/play-sessions.ts";
import { playSignIn } from "../fault-schedule/play-sign-in.ts";
import { faults, randomScenario } from "../fault-schedule/scenario.ts";
import type { Scenario } from "../fault-schedule/scenario.ts";
import { seededChoices } from "../fault-schedule/seeded-choices.ts";
import type { Choices } from "../fault-schedule/seeded-choices.ts";
import type { Answer, FromProcess, Instruction, LaneInstruction, Tally } from "./messages.ts";
import { openSharedLane } from "./shared-lane.ts";
import type { Ask, SharedLane } from "./shared-lane.ts";

/** Of a lane: sign-ins of each process in their own time, then sessions of both at the same moment. */
const ROUNDS = 5;
const SIGN_INS_OF_A_ROUND = 10;
const SESSIONS_AT_ONCE = 3;

type Terms = Pick<Scenario, "codeSeconds" | "intervalSeconds" | "rotation">;

const [{ process: number, lanes }] = (await once(process, "message")) as [Instruction];
const say = (message: FromProcess): void => void process.send?.(message);
const asked = new Map<string, (answer: Answer) => void>();
const times = lanes.map(({ startsAt }) => startsAt);
process.on("message", (answer: Answer) => {
  times[answer.lane] = answer.now;
  const key = `${answer.lane} ${answer.id}`;
  asked.get(key)?.(answer);
  asked.delete(key);
});
await Promise.all(lanes.map(playLane)).catch((cause: unknown) => say({ failure: String(cause) }));

function askFor(lane: number): Ask {
  let id = 0;
  return (asks) => {
    id += 1;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    asked.set(`${lane} ${id}`, resolve);
    say({ lane, id, asks });
    return promise;
  };
}

async function playLane(instruction: LaneInstruction, index: number): Promise<void> {
  const { seed } = instruction;
  // The same in both processes, and each one's own.
  const [common, own] = [seededChoices(seed), seededChoices(seed + 1 + number)];
  const now = (): number => times[index] ?? Number.NaN;
  const lane = await openSharedLane(instruction, number, own.next, askFor(index), now);
  const usedUp = new Set<string>();
  const sum = { approved: 0, signedIn: 0, cancelled: 0, refreshes: 0, spoiltRequests: 0 };
  let scenario: Scenario | undefined;
  let what = "its beginning";
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const terms = randomTerms(common);
      if (number === 0) await forgetAll(lane);
      await lane.meet(60_000, settingsFor(terms));
      for (let count = 0; count < SIGN_INS_OF_A_ROUND; count += 1) {
        what = `round ${round}, sign-in ${count}`;
        scenario = randomSharedScenario(own, lane.trap, terms);
        const isSignedIn = await playSignIn(lane, scenario, usedUp);
        if (isSignedIn) await playSessions(lane, scenario, usedUp);
        sum.approved += isApproved(scenario) ? 1 : 0;
        sum.signedIn += isSignedIn ? 1 : 0;
      }
      for (let count = 0; count < SESSIONS_AT_ONCE; count += 1) {
        what = `round ${round}, sessions at once ${count}`;
        await lane.meet(common.integer(56, 70) * 60_000);
        const spoilt = faults(own, ["CreateToken", "GetRoleCredentials"], lane.trap);
        await playAtOnce(lane, { ...terms, faults: spoilt }, usedUp);
      }
      what = `round ${round}, its end`;
      await lane.meet(61_000);
      await playAtOnce(lane, { ...terms, faults: [] }, usedUp);
      await lane.meet(0);
    }
  } catch (cause) {
    throw new Error(
      `lane ${index}, process ${number}, ${what}: ${String(cause)}\n${JSON.stringify(scenario)}`,
      {
        cause,
      },
    );
  }
  say({ lane: index, tally: tallyOf(lane, sum) });
}

function tallyOf({ tap: { exchanges } }: SharedLane, sum: Tally): Tally {
  const refreshes = exchanges.filter(
    ({ presented, answer }) => presented?.kind === "refresh-token" && answer?.status === 200,
  );
  return { ...sum, refreshes: refreshes.length, spoiltRequests: exchanges.filter(isSpoilt).length };
}

/** As on a first start: both processes register. */
async function forgetAll(lane: SharedLane): Promise<void> {
  await lane.signOut();
  await lane.services.store.removeRegistration();
}

/** Both processes come to it at the same moment. A sign-in that is gone must have been ended. */
async function playAtOnce(
  lane: SharedLane,
  { faults: spoilt, ...terms }: Terms & Pick<Scenario, "faults">,
  usedUp: Set<string>,
): Promise<void> {
  const { neighbour, services, world } = lane;
  const isStored = (await services.store.read()).status === "found";
  if (!isStored) expectThat((await neighbour.endings()) > neighbour.lastFound, "the stored sign-in is lost");
  // Both have looked.
  await lane.meet(0);
  if (!isStored) return;
  await world.spoil(spoilt);
  const decision = { decision: "never", decidesAfterSeconds: 0, isRegistered: true } as const;
  await playSessions(lane, { ...terms, ...decision, faults: [], sessions: [] }, usedUp);
}

function randomTerms({ integer, pick }: Choices): Terms {
  return {
    codeSeconds: integer(20, 90),
    intervalSeconds: integer(1, 6),
    rotation: pick<Scenario["rotation"]>(["rotated", "rotated", "kept"]),
  };
}

function randomSharedScenario(choices: Choices, trap: string, terms: Terms): Scenario {
  const { decidesAfterSeconds, codeSeconds, ...scenario } = randomScenario(choices, trap);
  return {
    ...scenario,
    ...terms,
    decidesAfterSeconds: Math.floor((decidesAfterSeconds / codeSeconds) * terms.codeSeconds),
    signsOut: choices.chance(0.2),
    ...(choices.chance(0.15) ? { cancels: choices.pick(["answered", "stored"]) } : {}),
  };
}

function isApproved({ decision, decidesAfterSeconds, codeSeconds }: Scenario): boolean {
  return decision === "approve" && decidesAfterSeconds < codeSeconds - 1;
}
