/** A lane whose vault, time and Identity Center belong to another process as well. */
import { policyFileSource } from "@latchkey/policy-reader";
import { composeSso } from "../../../src/main/compose.ts";
import type { SsoServices } from "../../../src/main/compose.ts";
import { createLog } from "../../../src/main/log.ts";
import type { SignInStore } from "../../../src/main/sign-in/sign-in-store.ts";
import { startUp } from "../../../src/main/start-up.ts";
import { expectThat, isSpoilt } from "../fault-schedule/evidence.ts";
import type { Evidence } from "../fault-schedule/evidence.ts";
import { overTheTap } from "../fault-schedule/lane.ts";
import type { Lane, MockSettings, Neighbour, World } from "../fault-schedule/lane.ts";
import type { CancelMoment } from "../fault-schedule/scenario.ts";
import type { Timeline } from "../fault-schedule/timeline.ts";
import { wireTap } from "../fault-schedule/wire-tap.ts";
import type { Exchange, WireTap } from "../fault-schedule/wire-tap.ts";
import { fileKeyStore } from "../file-key-store.ts";
import type { Answer, Call, LaneInstruction } from "./messages.ts";

export type Ask = (asked: Call) => Promise<Answer>;

export interface SharedLane extends Lane {
  readonly neighbour: Neighbour;
  readonly tap: WireTap;
  readonly trap: string;
  signOut(): Promise<void>;
  /** Waits until the other process is here too, and nothing spoils requests any more. */
  meet(afterMs: number, settings?: MockSettings): Promise<void>;
}

interface Cancellation {
  readonly moment: CancelMoment;
  readonly cancel: () => void;
  happened: boolean;
}

export async function openSharedLane(
  instruction: LaneInstruction,
  process: number,
  random: () => number,
  ask: Ask,
  now: () => number,
): Promise<SharedLane> {
  const time = timeOf(now, process, ask);
  let cancellation: Cancellation | undefined;
  let issued: string | undefined;
  const cancelIfItIs = (moment: CancelMoment): void => {
    if (cancellation?.moment !== moment || cancellation.happened) return;
    cancellation.happened = true;
    cancellation.cancel();
  };
  const onAnswered = (exchange: Exchange): void => {
    void ask({ call: "answered", exchange });
    if (exchange.presented?.kind !== "device-code" || exchange.answer?.issued === undefined) return;
    ({ issued } = exchange.answer);
    cancelIfItIs("answered");
  };
  const onBegun = (exchange: Exchange): void => void ask({ call: "begun", exchange });
  const tap = wireTap(() => time.now(), { onBegun, onAnswered });
  const services = await compose(instruction, time, tap, random, () => cancelIfItIs("stored"));

  const signOut = async (): Promise<void> => {
    await ask({ call: "signs-out" });
    await services.keeper.end();
    await ask({ call: "signs-out" });
  };
  return {
    time,
    tap,
    services,
    signOut,
    world: worldOf(ask, signOut, time),
    watch: () => watchAlone(tap),
    trap: `${instruction.url}/redirected-here`,
    meet: async (afterMs, settings) => {
      await ask({ call: "meet", afterMs, ...(settings === undefined ? {} : { settings }) });
    },
    neighbour: {
      lastFound: 0,
      endings: async () => (await ask({ call: "endings" })).endings,
      cancelAt(moment, cancel) {
        const begun: Cancellation = { moment, cancel, happened: false };
        cancellation = begun;
        return async () => {
          cancellation = undefined;
          if (begun.happened && issued !== undefined) {
            const read = await services.store.read();
            const stored = read.status === "found" ? read.signIn.tokens.refreshToken?.reveal() : undefined;
            expectThat(stored !== issued, "a sign-in that was cancelled is stored");
            await ask({ call: "unwanted", refreshToken: issued });
          }
          return begun.happened;
        };
      },
    },
  };
}

function worldOf(ask: Ask, signOut: () => Promise<void>, time: Timeline): World {
  return {
    async prepare({ signsOut }) {
      if (signsOut === true) await signOut();
      await time.pass(5_000);
    },
    spoil: async (faults) => void (await ask({ call: "spoil", faults })),
    heal: async () => void (await ask({ call: "heal" })),
    decide: (at, decision, userCode) => void ask({ call: "decide", at, decision, userCode }),
    forgetDecision: () => void ask({ call: "forget-decision" }),
  };
}

/** A millisecond apart, so that no two sign-ins end at the very same moment, as on no real machine. */
function timeOf(now: () => number, process: number, ask: Ask): Timeline {
  let waitsLeft = Infinity;
  const pass = async (ms: number): Promise<void> => void (await ask({ call: "sleep", ms }));
  return {
    now: () => now() + process,
    pass,
    allowWaits: (most) => void (waitsLeft = most),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waitsLeft -= 1;
      if (waitsLeft < 0) throw new Error("it waits again and again, and comes to no end");
      await pass(ms);
      signal?.throwIfAborted();
    },
  };
}

/** The ledger sees to the rest: it knows what the other process did. */
function watchAlone(tap: WireTap): () => Evidence {
  const first = tap.exchanges.length;
  return () => {
    const exchanges = tap.exchanges.slice(first);
    const mayHaveBegun = exchanges.some(
      (exchange) =>
        exchange.presented?.kind === "device-code" && (isSpoilt(exchange) || exchange.answer?.status === 200),
    );
    return { exchanges, requests: [], sessionsBegun: mayHaveBegun ? 1 : 0 };
  };
}

async function compose(
  { dataFolder, policy, keys, url }: LaneInstruction,
  clock: Timeline,
  tap: WireTap,
  random: () => number,
  beforeWrite: () => void,
): Promise<SsoServices> {
  const settings = {
    policySources: [policyFileSource({ path: policy })],
    dataFolder,
    keyStore: fileKeyStore(keys),
    clock,
    log: createLog({ level: "debug", destination: { write: () => undefined } }),
    environment: {},
    isPackaged: false,
    endpoints: { oidc: url, portal: url, bedrock: url, verificationOrigins: [new URL(url).origin] },
    openExternal: () => Promise.resolve(),
    openSandbox: () => Promise.resolve({ status: "unavailable" as const, message: "none here" }),
    worker: { program: process.execPath, script: "unused" },
  };
  const { decision, vault } = await startUp(settings);
  if (decision.mode !== "aws-sso") throw new Error(`expected aws-sso, got ${decision.mode}`);
  const composed = composeSso(settings, decision, vault);
  const store: SignInStore = {
    ...composed.store,
    write(signIn) {
      beforeWrite();
      return composed.store.write(signIn);
    },
  };
  return overTheTap({ ...composed, store }, { tap, random });
}
