/** A flow on a manual clock, and a poll that is driven to its end. */
import { secret } from "@latchkey/secret";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { createDeviceFlow } from "../../src/index.ts";
import type {
  ClientRegistration,
  DeviceAuthorization,
  DeviceFlow,
  DeviceFlowOptions,
  DeviceTokenResult,
  PollAttempt,
} from "../../src/index.ts";

export interface FlowUnderTest {
  readonly flow: DeviceFlow;
  readonly clock: ManualClock;
}

export function flowUnderTest(options: Partial<DeviceFlowOptions> = {}): FlowUnderTest {
  const clock = manualClock();
  return { flow: createDeviceFlow({ region: "us-east-1", clock, random: () => 0, ...options }), clock };
}

export const REGISTRATION: ClientRegistration = {
  clientId: "client-id",
  clientSecret: secret("planted-client-secret"),
  expiresAt: new Date(Date.UTC(2026, 3, 1)),
};

export function authorization(
  clock: ManualClock,
  changes: Partial<DeviceAuthorization> = {},
): DeviceAuthorization {
  return {
    deviceCode: secret("planted-device-code"),
    userCode: "BCDF-GHJK",
    verificationUri: "https://device.sso.us-east-1.amazonaws.com/",
    expiresAt: new Date(clock.now() + 600_000),
    intervalSeconds: 1,
    ...changes,
  };
}

export interface FinishedPoll {
  readonly result: DeviceTokenResult;
  readonly attempts: readonly PollAttempt[];
}

/** Polls to the end, moving the clock on whenever the loop waits. */
export async function pollToTheEnd(
  { flow, clock }: FlowUnderTest,
  changes: Partial<DeviceAuthorization> = {},
  afterAttempt: (attempt: PollAttempt) => void = () => undefined,
): Promise<FinishedPoll> {
  const attempts: PollAttempt[] = [];
  const onAttempt = (attempt: PollAttempt): void => {
    attempts.push(attempt);
    afterAttempt(attempt);
  };
  const request = { registration: REGISTRATION, authorization: authorization(clock, changes), onAttempt };
  const progress = { ended: false };
  const polling = flow.pollForToken(request).finally(() => (progress.ended = true));
  polling.catch(() => undefined);
  while (!progress.ended) await clock.advanceToNextSleep(() => progress.ended);
  return { result: await polling, attempts };
}
