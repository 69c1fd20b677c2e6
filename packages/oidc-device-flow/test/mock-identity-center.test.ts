/** The whole package against the stand-in for Identity Center, which is stricter than AWS, on one clock with it. */
import { defaultSeed, startMockIdentityCenter } from "@latchkey/mock-identity-center";
import type { Fault, MockIdentityCenter, SeedSettings } from "@latchkey/mock-identity-center";
import { manualClock } from "@latchkey/test-kit";
import type { ManualClock } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { checkVerificationUri, createDeviceFlow } from "../src/index.ts";
import type {
  ClientRegistration,
  DeviceAuthorization,
  DeviceFlow,
  DeviceTokenResult,
  PollAttempt,
  TokenSet,
} from "../src/index.ts";

const USER = "ada.lovelace";

interface Rig extends AsyncDisposable {
  readonly mock: MockIdentityCenter;
  readonly clock: ManualClock;
  readonly flow: DeviceFlow;
  /** `Date` headers, in the order they came. */
  readonly dates: readonly Date[];
}

async function rigWith(settings: SeedSettings = {}): Promise<Rig> {
  const clock = manualClock();
  const seed = { ...defaultSeed, settings };
  const mock = await startMockIdentityCenter({ seed, clock, signatureClock: "mock" });
  const dates: Date[] = [];
  const flow = createDeviceFlow({
    region: mock.region,
    endpoint: new URL(mock.oidcUrl),
    clock,
    random: () => 0,
    requestTimeoutMs: 250,
    onServerDate: (date) => dates.push(date),
  });
  return { mock, clock, flow, dates, [Symbol.asyncDispose]: () => mock.close() };
}

interface Started {
  readonly registration: ClientRegistration;
  readonly authorization: DeviceAuthorization;
}

async function start({ flow, mock }: Rig): Promise<Started> {
  const registration = await flow.registerClient({ clientName: "Latchkey" });
  const { startUrl } = mock;
  const started = await flow.startDeviceAuthorization({ registration, startUrl });
  if (started.status !== "started") throw new Error("expected started");
  return { registration, authorization: started.authorization };
}

/** Polls to the end; `decide` is called after each poll that decided nothing. */
async function poll(
  { flow, clock }: Rig,
  started: Started,
  decide: (attempt: PollAttempt) => void = () => undefined,
): Promise<DeviceTokenResult> {
  const progress = { over: false };
  const polling = flow.pollForToken({ ...started, onAttempt: decide }).finally(() => (progress.over = true));
  while (!progress.over) await clock.advanceToNextSleep(() => progress.over);
  return polling;
}

async function signIn(rig: Rig): Promise<Started & { readonly tokens: TokenSet }> {
  const started = await start(rig);
  rig.mock.approve(started.authorization.userCode, USER);
  const result = await poll(rig, started);
  if (result.status !== "authorized") throw new Error("expected authorized");
  return { ...started, tokens: result.tokens };
}

describe("a sign-in", () => {
  it("F1: registers, starts, is pending, is approved, gets its token; never too early", async () => {
    await using rig = await rigWith({ pollIntervalSeconds: 3 });
    const started = await start(rig);
    const result = await poll(rig, started, ({ attempt }) => {
      if (attempt === 2) rig.mock.approve(started.authorization.userCode, USER);
    });
    expect(result.status).toBe("authorized");
    expect(rig.clock.sleeps).toEqual([3000, 3000, 3000]);
    expect(rig.mock.requests().map(({ operation, error }) => [operation, error])).toEqual([
      ["RegisterClient", undefined],
      ["StartDeviceAuthorization", undefined],
      ["CreateToken", "AuthorizationPendingException"],
      ["CreateToken", "AuthorizationPendingException"],
      ["CreateToken", undefined],
    ]);
  });

  it("learns the service's time from each answer", async () => {
    await using rig = await rigWith();
    const startedAt = rig.clock.now();
    await signIn(rig);
    expect(rig.dates).toEqual([startedAt, startedAt, startedAt + 1000].map((ms) => new Date(ms)));
  });

  it("gap: access_denied: the person declines on the page", async () => {
    await using rig = await rigWith();
    const started = await start(rig);
    rig.mock.deny(started.authorization.userCode);
    expect(await poll(rig, started)).toMatchObject({ status: "denied" });
  });

  it("gap: access_denied with a KMS reason, as an administrator's key problem gives it", async () => {
    await using rig = await rigWith();
    const started = await start(rig);
    const reason = "KMS_AccessDeniedException";
    rig.mock.faults.add({
      operation: "CreateToken",
      kind: "error",
      status: 400,
      error: "access_denied",
      reason,
    });
    expect(await poll(rig, started)).toMatchObject({ status: "denied", reason });
  });

  it("F11: the code ends with its life, by both clocks", async () => {
    await using rig = await rigWith({ pollIntervalSeconds: 60 });
    const started = await start(rig);
    expect(await poll(rig, started)).toEqual({ status: "expired" });
    expect(rig.clock.now()).toBe(started.authorization.expiresAt.getTime());
  });

  it("says when its registration has ended", async () => {
    await using rig = await rigWith({ registrationSeconds: 3600 });
    const registration = await rig.flow.registerClient({ clientName: "Latchkey" });
    rig.clock.jump(3_600_000);
    const { startUrl } = rig.mock;
    expect(await rig.flow.startDeviceAuthorization({ registration, startUrl })).toMatchObject({
      status: "registration-rejected",
      requestId: expect.stringMatching(/./),
    });
  });
});

describe("a poll that is spoilt", () => {
  it.each<[string, Fault, number]>([
    ["F7: slow_down", { kind: "error", status: 400, error: "slow_down" }, 6000],
    ["gap: 429", { kind: "error", status: 429, error: "TooManyRequestsException" }, 2000],
    ["gap: 500", { kind: "error", status: 500, error: "InternalServerException" }, 2000],
    ["V8: 502 with HTML", { kind: "html", status: 502 }, 2000],
    ["gap: HTML error page with 403", { kind: "html", status: 403 }, 2000],
    ["gap: network drop before the answer", { kind: "reset" }, 2000],
    ["gap: network drop within the answer", { kind: "truncate", bytes: 5 }, 2000],
    ["a stall within the answer", { kind: "stall" }, 2000],
    ["a 200 that is not JSON", { kind: "malformed" }, 2000],
    ["a redirect", { kind: "redirect", status: 307, location: "https://login.hotel.example/" }, 2000],
  ])("%s: the same code gets its token after a longer wait", async (_title, fault, wait) => {
    await using rig = await rigWith();
    const started = await start(rig);
    rig.mock.faults.add({ ...fault, operation: "CreateToken" });
    const result = await poll(rig, started, () => rig.mock.approve(started.authorization.userCode, USER));
    expect(result.status).toBe("authorized");
    expect(rig.clock.sleeps).toEqual([1000, wait]);
  });

  it("a token whose answer was lost cannot be had again: the code is spent", async () => {
    await using rig = await rigWith();
    const started = await start(rig);
    rig.mock.approve(started.authorization.userCode, USER);
    rig.mock.faults.add({ operation: "CreateToken", kind: "reset", executed: true });
    expect(await poll(rig, started)).toEqual({
      status: "rejected",
      error: "invalid_grant",
      requestId: expect.any(String),
    });
  });
});

describe("a refresh", () => {
  it("J10: brings a new refresh token, and the spent one is not good again", async () => {
    await using rig = await rigWith();
    const { registration, tokens } = await signIn(rig);
    const { refreshToken } = tokens;
    if (refreshToken === undefined) throw new Error("expected a refresh token");
    rig.clock.jump(3_600_000);
    const refreshed = await rig.flow.refresh({ registration, refreshToken });
    if (refreshed.status !== "refreshed") throw new Error("expected refreshed");
    expect(refreshed.tokens.refreshToken?.reveal()).not.toBe(refreshToken.reveal());
    expect(refreshed.tokens.expiresAt.getTime()).toBe(rig.clock.now() + 3_600_000);
    expect(await rig.flow.refresh({ registration, refreshToken })).toEqual({
      status: "rejected",
      error: "invalid_grant",
      requestId: expect.any(String),
    });
  });

  it("T7, A6: that brings no refresh token keeps the old one, which stays good", async () => {
    await using rig = await rigWith({ refreshTokenRotation: "kept" });
    const { registration, tokens } = await signIn(rig);
    const { refreshToken } = tokens;
    if (refreshToken === undefined) throw new Error("expected a refresh token");
    for (let round = 1; round <= 2; round += 1) {
      const refreshed = await rig.flow.refresh({ registration, refreshToken });
      expect(refreshed).toMatchObject({ status: "refreshed", tokens: { refreshToken } });
    }
  });

  it("is refused after the session: the sign-in is over", async () => {
    await using rig = await rigWith({ sessionDurationSeconds: 7200 });
    const { registration, tokens } = await signIn(rig);
    const { refreshToken } = tokens;
    if (refreshToken === undefined) throw new Error("expected a refresh token");
    rig.clock.jump(7_200_000);
    expect(await rig.flow.refresh({ registration, refreshToken })).toMatchObject({ status: "rejected" });
  });
});

it("gap: token just below the size cap: an encrypted access token of almost 16 KiB is taken as it is", async () => {
  await using rig = await rigWith({ accessTokenForm: "jwe", jweLength: 16_384 });
  const { tokens } = await signIn(rig);
  expect(tokens.accessToken.reveal()).toMatch(/^eyJ[\w.-]{16000,}$/);
});

it.each(["device.sso", "portal-fragment", "regional-portal"] as const)(
  "V1, V2: addresses of the form %s are safe to open, with and without the code",
  async (verificationUri) => {
    await using rig = await rigWith({ verificationUri });
    const { userCode, ...addresses } = (await start(rig)).authorization;
    const { region } = rig.mock;
    for (const uri of [addresses.verificationUri, addresses.verificationUriComplete ?? ""]) {
      expect(checkVerificationUri({ uri, userCode, region })).toMatchObject({ status: "safe", uri });
    }
  },
);
