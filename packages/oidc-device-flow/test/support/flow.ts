/** A flow on a manual clock whose requests nock answers. */
import { secret } from "@latchkey/secret";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import nock from "nock";
import { createDeviceFlow } from "../../src/index.ts";
import type {
  ClientRegistration,
  DeviceAuthorization,
  DeviceFlow,
  DeviceFlowOptions,
  DeviceTokenResult,
  PollAttempt,
} from "../../src/index.ts";

export const OIDC = "https://oidc.us-east-1.amazonaws.com";

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

/** Answers `POST /token` with Identity Center's refusal: the shape in a header, the code in the body. */
export function refuseToken(shape: string, error: string, status = 400): void {
  nock(OIDC)
    .post("/token")
    .reply(
      status,
      { error, error_description: "in AWS's words" },
      {
        "x-amzn-errortype": `${shape}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`,
        "x-amzn-requestid": "request-1",
      },
    );
}

export const pending = (): void => refuseToken("AuthorizationPendingException", "authorization_pending");
export const slowDown = (): void => refuseToken("SlowDownException", "slow_down");

export function issueToken(changes: Readonly<Record<string, unknown>> = {}): void {
  nock(OIDC)
    .post("/token")
    .reply(200, {
      accessToken: "planted-access-token",
      tokenType: "Bearer",
      expiresIn: 28_800,
      refreshToken: "planted-refresh-token",
      ...changes,
    });
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
