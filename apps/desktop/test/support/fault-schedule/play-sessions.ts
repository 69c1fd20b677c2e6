/** Starts the sessions of a scenario: role credentials through the app's own path, refreshing as time goes by. */
import { mintCredentials } from "../../../src/main/session/mint-credentials.ts";
import type { MintResult } from "../../../src/main/session/mint-credentials.ts";
import { expectThat, isSpoilt, judgeManners } from "./evidence.ts";
import type { Evidence } from "./evidence.ts";
import type { Lane } from "./lane.ts";
import type { Scenario, SessionScenario } from "./scenario.ts";
import type { Exchange } from "./wire-tap.ts";

const PORTAL_SESSION_MS = 8 * 3_600_000;
/** How long a failed request may be the reason for not asking again. */
const MEMORY_MS = 60_000;
const MOST_REQUESTS = 12;
/** Starts that faults may spoil, and starts after them: a busy machine is slow at times. */
const STARTS = { underFaults: 8, afterwards: 4, besideAnother: 24 };

/** What a lane remembers of a sign-in while its sessions come and go. */
interface SignedIn {
  readonly lane: Lane;
  readonly scenario: Scenario;
  readonly usedUp: Set<string>;
  readonly endsAt: number;
  /** Refresh tokens whose answer did not arrive: Identity Center may have replaced them. */
  readonly doubtful: Set<string>;
  lastTroubleAt: number;
}

/** @param usedUp device codes and refresh tokens that the app knows to be used up. */
export async function playSessions(lane: Lane, scenario: Scenario, usedUp: Set<string>): Promise<void> {
  const signedIn: SignedIn = {
    lane,
    scenario,
    usedUp,
    // Counted from the approval, which may be the code's life ago.
    endsAt: lane.time.now() + PORTAL_SESSION_MS,
    doubtful: new Set(),
    lastTroubleAt: -Infinity,
  };
  const atOnce = { afterMinutes: 0, faults: [] };
  for (const session of [atOnce, ...scenario.sessions]) if (!(await playSession(signedIn, session))) return;
}

/** @returns whether the sign-in goes on. */
async function playSession(signedIn: SignedIn, { afterMinutes, faults }: SessionScenario): Promise<boolean> {
  const { world, time, neighbour } = signedIn.lane;
  const afterwards = neighbour === undefined ? STARTS.afterwards : STARTS.besideAnother;
  if (afterMinutes > 0) await time.pass(afterMinutes * 60_000);
  await world.spoil(faults);
  let result = await start(signedIn);
  for (let count = 0; result.status === "unavailable" && count < STARTS.underFaults; count += 1) {
    await time.pass(20_000);
    result = await start(signedIn);
  }
  await world.heal();
  for (let count = 0; result.status === "unavailable" && count < afterwards; count += 1) {
    await time.pass(MEMORY_MS + 1);
    result = await start(signedIn);
  }
  expectThat(result.status !== "unavailable", "nothing spoils requests any more, and it is unavailable");
  return result.status === "issued";
}

async function start(signedIn: SignedIn): Promise<MintResult> {
  const { lane, scenario, usedUp } = signedIn;
  const evidence = lane.watch();
  const endings = await lane.neighbour?.endings();
  lane.time.allowWaits(MOST_REQUESTS);
  const result = await mintCredentials(lane.services);
  const seen = evidence();
  judgeManners(seen, scenario.rotation, usedUp);
  expectThat(seen.exchanges.length <= MOST_REQUESTS, `one start made ${seen.exchanges.length} requests`);
  if (seen.exchanges.some(isTrouble)) signedIn.lastTroubleAt = lane.time.now();
  await judgeStart(signedIn, seen, result);
  if (lane.neighbour !== undefined && result.status === "issued") lane.neighbour.lastFound = endings ?? 0;
  for (const exchange of seen.exchanges) {
    if (exchange.presented !== undefined && isSpoilt(exchange))
      signedIn.doubtful.add(exchange.presented.value);
  }
  return result;
}

function isTrouble(exchange: Exchange): boolean {
  return isSpoilt(exchange) || exchange.answer?.error === "slow_down";
}

async function judgeStart(signedIn: SignedIn, seen: Evidence, result: MintResult): Promise<void> {
  const { lane, lastTroubleAt } = signedIn;
  const read = (await lane.services.store.read()).status;
  const isEnded = await wasEndedByAnother(lane);
  const isReplaced = lane.neighbour !== undefined && read === "found";
  const isKept = read === "found" || isEnded;
  switch (result.status) {
    case "issued":
      expectThat(result.credentials.expiration.getTime() > lane.time.now(), "the credentials have ended");
      expectThat(isKept, "it gave credentials and lost the sign-in");
      return;
    case "unavailable":
      expectThat(lane.time.now() - lastTroubleAt <= MEMORY_MS, "unavailable, and nothing had gone wrong");
      expectThat(isKept, "an outage ended the sign-in");
      return;
    case "sign-in-needed":
      expectThat(
        isEnded || mayHaveEnded(signedIn, seen),
        "the sign-in ended, and Identity Center had not ended it",
      );
      expectThat(isReplaced || read === "absent", "the sign-in has ended and is still stored");
      return;
    default:
      throw new Error(`a start ended as ${result.status}`);
  }
}

async function wasEndedByAnother({ neighbour }: Lane): Promise<boolean> {
  return neighbour !== undefined && (await neighbour.endings()) > neighbour.lastFound;
}

/** Only Identity Center ends a sign-in: at the portal session's end, or when its answer to a refresh was lost. */
function mayHaveEnded({ lane, endsAt, doubtful, scenario }: SignedIn, { exchanges }: Evidence): boolean {
  if (lane.time.now() >= endsAt - scenario.codeSeconds * 1000) return true;
  const refused = exchanges.find(({ answer }) => answer?.error === "invalid_grant");
  return scenario.rotation === "rotated" && isDoubtful(refused, doubtful);
}

function isDoubtful(refused: Exchange | undefined, doubtful: ReadonlySet<string>): boolean {
  return refused?.presented !== undefined && doubtful.has(refused.presented.value);
}
