/** An app, its mock and their time, in which one sign-in of the schedule follows another. */
import { createDeviceFlow } from "@latchkey/oidc-device-flow";
import { createAccessPortal } from "@latchkey/role-credentials";
import type { SsoServices } from "../../../src/main/compose.ts";
import { createSignInKeeper } from "../../../src/main/sign-in/sign-in-keeper.ts";
import { POLICY, rehearse } from "../rehearsal.ts";
import type { Rehearsal } from "../rehearsal.ts";
import { timeline } from "./timeline.ts";
import type { Timeline } from "./timeline.ts";
import { wireTap } from "./wire-tap.ts";
import type { WireTap } from "./wire-tap.ts";

/** Real time: how long a stall holds a request up. */
const REQUEST_TIMEOUT_MS = 400;

export interface Lane extends AsyncDisposable {
  readonly app: Rehearsal;
  readonly time: Timeline;
  readonly tap: WireTap;
  readonly services: SsoServices;
  /** Where redirects lead: the mock's request log shows who followed one. */
  readonly trap: string;
}

export async function openLane(random: () => number): Promise<Lane> {
  const app = await rehearse();
  const { mock, settings } = app;
  const time = timeline(mock.clock);
  const tap = wireTap(() => time.now());
  const composed = await app.services({ clock: time });
  const { store, serverClock } = composed;
  const options = {
    region: POLICY.inferenceBedrockSsoRegion,
    clock: time,
    random,
    requestHandler: tap.handler,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    onServerDate: serverClock.note,
  };
  const flow = createDeviceFlow({ ...options, endpoint: new URL(mock.oidcUrl) });
  const portal = createAccessPortal({ ...options, endpoint: new URL(mock.portalUrl) });
  const keeper = createSignInKeeper({ flow, portal, store, clock: time, serverClock, log: settings.log });
  return {
    app,
    time,
    tap,
    services: { ...composed, flow, portal, keeper },
    trap: `${mock.url}/redirected-here`,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
