/** An app and its time, in which one sign-in of the schedule follows another, at an Identity Center that others spoil. */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import { createAccessPortal } from "@latchkey/role-credentials";
import type { Fault } from "@latchkey/mock-identity-center";
import type { SsoServices } from "../../../src/main/compose.ts";
import { createSignInKeeper } from "../../../src/main/sign-in/sign-in-keeper.ts";
import { POLICY, rehearse, USER } from "../rehearsal.ts";
import { watch } from "./evidence.ts";
import type { Evidence } from "./evidence.ts";
import type { CancelMoment, Scenario } from "./scenario.ts";
import { timeline } from "./timeline.ts";
import type { Timeline } from "./timeline.ts";
import { wireTap } from "./wire-tap.ts";
import type { WireTap } from "./wire-tap.ts";

/** Real time: how long a stall holds a request up. */
const REQUEST_TIMEOUT_MS = 400;

export interface Lane {
  readonly time: Timeline;
  readonly services: SsoServices;
  readonly world: World;
  /** Begins to watch; the answer is what has happened since. */
  watch(): () => Evidence;
  /** Undefined for an app that has its vault to itself. */
  readonly neighbour?: Neighbour;
}

/** What Identity Center and a person do, as a scenario wants it. */
export interface World {
  /** Before a sign-in. */
  prepare(scenario: Scenario): Promise<void>;
  spoil(faults: readonly Fault[]): Promise<void>;
  /** Takes out the faults that this lane added. */
  heal(): Promise<void>;
  /** Plans the person's decision, in place of an earlier plan. */
  decide(at: number, decision: "approve" | "deny", userCode: string): void;
  forgetDecision(): void;
}

/** Another process on the same vault: it may end and replace what is stored, and meets and makes faults as well. */
export interface Neighbour {
  /** How often something has happened, in either process, after which no sign-in may be stored. */
  endings(): Promise<number>;
  /** `endings` when the sign-in was last known to be stored, or a little before. */
  lastFound: number;
  /** Has the sign-in cancelled at a moment that it may never come to; the answer says afterwards whether it did. */
  cancelAt(moment: CancelMoment, cancel: () => void): () => Promise<boolean>;
}

export interface LoneLane extends Lane, AsyncDisposable {
  readonly tap: WireTap;
  /** Where redirects lead: the mock's request log shows who followed one. */
  readonly trap: string;
}

export async function openLane(random: () => number): Promise<LoneLane> {
  const app = await rehearse();
  const { mock } = app;
  const time = timeline(mock.clock);
  const tap = wireTap(() => time.now());
  const services = overTheTap(await app.services({ clock: time }), { tap, random });
  const { keeper, store } = services;
  const world: World = {
    async prepare({ isRegistered, ...terms }) {
      mock.changeSettings(settingsFor(terms));
      await keeper.end();
      if (!isRegistered) await store.removeRegistration();
      await time.pass(60_000);
    },
    async spoil(faults) {
      for (const fault of faults) mock.faults.add(fault);
    },
    heal: () => Promise.resolve(mock.faults.clear()),
    decide: (at, decision, userCode) =>
      time.plan(at, () => {
        if (decision === "approve") mock.approve(userCode, USER);
        else mock.deny(userCode);
      }),
    forgetDecision: () => time.forgetPlan(),
  };
  return {
    time,
    tap,
    services,
    world,
    watch: () => watch(mock, tap),
    trap: `${mock.url}/redirected-here`,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

export interface MockSettings {
  readonly deviceCodeSeconds: number;
  readonly pollIntervalSeconds: number;
  readonly refreshTokenRotation: "rotated" | "kept";
}

export function settingsFor({
  codeSeconds,
  intervalSeconds,
  rotation,
}: Pick<Scenario, "codeSeconds" | "intervalSeconds" | "rotation">): MockSettings {
  return {
    deviceCodeSeconds: codeSeconds,
    pollIntervalSeconds: intervalSeconds,
    refreshTokenRotation: rotation,
  };
}

/** The same app, whose requests go through the tap and are given up soon. */
export function overTheTap(
  composed: SsoServices,
  { tap, random }: { readonly tap: WireTap; readonly random: () => number },
): SsoServices {
  const { store, serverClock, settings } = composed;
  const { clock, log, endpoints } = settings;
  const options = {
    region: POLICY.inferenceBedrockSsoRegion,
    clock,
    random,
    requestHandler: tap.handler,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    onServerDate: serverClock.note,
  };
  const flow = createDeviceFlow({ ...options, endpoint: new URL(endpoints?.oidc ?? "") });
  const portal = createAccessPortal({ ...options, endpoint: new URL(endpoints?.portal ?? "") });
  const keeper = createSignInKeeper({ flow, portal, store, clock, serverClock, log });
  return { ...composed, flow, portal, keeper };
}
