import { expectSecret } from "@latchkey/test-kit";
import nock from "nock";
import { describe, expect, it } from "vitest";
import { isRegistrationUsable } from "../../src/index.ts";
import { OIDC } from "../support/answers.ts";
import { flowUnderTest, REGISTRATION } from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

const START_URL = "https://acme.awsapps.com/start";

const STARTED = {
  deviceCode: "planted-device-code",
  userCode: "BCDF-GHJK",
  verificationUri: "https://device.sso.us-east-1.amazonaws.com/",
  verificationUriComplete: "https://device.sso.us-east-1.amazonaws.com/?user_code=BCDF-GHJK",
  expiresIn: 600,
  interval: 1,
};

const start = (flow = flowUnderTest().flow): ReturnType<typeof flow.startDeviceAuthorization> =>
  flow.startDeviceAuthorization({ registration: REGISTRATION, startUrl: START_URL });

function answerStart(changes: Readonly<Record<string, unknown>>): void {
  nock(OIDC)
    .post("/device_authorization")
    .reply(200, { ...STARTED, ...changes }, { "x-amzn-requestid": "request-2" });
}

describe("RegisterClient", () => {
  it("RFC 8628 5.6: registers as a public client; asks for both grants and the scope that gives refresh tokens; reads seconds", async () => {
    nock(OIDC)
      .post("/client/register", {
        clientName: "Latchkey",
        clientType: "public",
        scopes: ["sso:account:access"],
        grantTypes: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
      })
      .reply(200, {
        clientId: "client",
        clientSecret: "planted-secret",
        clientSecretExpiresAt: 1_775_000_000,
      });
    const registration = await flowUnderTest().flow.registerClient({ clientName: "Latchkey" });
    expect(registration.expiresAt.toISOString()).toBe("2026-03-31T23:33:20.000Z");
    expectSecret(registration.clientSecret, "planted-secret");
  });

  it("refuses an expiry in milliseconds", async () => {
    nock(OIDC).post("/client/register").reply(200, {
      clientId: "client",
      clientSecret: "planted-secret",
      clientSecretExpiresAt: 1_775_000_000_000,
    });
    await expect(flowUnderTest().flow.registerClient({ clientName: "Latchkey" })).rejects.toMatchObject({
      code: "DEVICE_FLOW_MALFORMED_RESPONSE",
    });
  });

  it.each([
    [3_600_001, true],
    [3_600_000, false],
    [-1, false],
  ])("F3: a cached registration with %d ms left is usable: %s", (left, usable) => {
    const now = REGISTRATION.expiresAt.getTime() - left;
    expect(isRegistrationUsable(REGISTRATION, now)).toBe(usable);
  });
});

describe("StartDeviceAuthorization", () => {
  it("RFC 8628 3.1: asks with the registration and the start URL, and nothing else", async () => {
    nock(OIDC)
      .post("/device_authorization", {
        clientId: "client-id",
        clientSecret: "planted-client-secret",
        startUrl: START_URL,
      })
      .reply(200, STARTED);
    expect((await start()).status).toBe("started");
  });

  it("F10, RFC 8628 3.2: (ours: the start returns them, no callback) user code, both addresses, interval and absolute end are there once, before any poll", async () => {
    const { flow, clock } = flowUnderTest();
    answerStart({});
    const result = await start(flow);
    if (result.status !== "started") throw new Error("expected started");
    const { deviceCode, ...shown } = result.authorization;
    expectSecret(deviceCode, "planted-device-code");
    expect(shown).toEqual({
      userCode: "BCDF-GHJK",
      verificationUri: STARTED.verificationUri,
      verificationUriComplete: STARTED.verificationUriComplete,
      expiresAt: new Date(clock.now() + 600_000),
      intervalSeconds: 1,
    });
  });

  it.each([
    ["F8: an absent interval means 5 s", { interval: undefined }, 5, 600],
    ["G1: a life of two minutes and an interval of 5 s", { expiresIn: 120, interval: 5 }, 5, 120],
    ["gap: interval of 0: becomes 1 s, never a busy loop", { interval: 0 }, 1, 600],
    ["gap: interval that is huge: becomes 60 s", { interval: 1_579_729_529 }, 60, 600],
    ["a fraction of a second becomes 1 s", { interval: 0.2 }, 1, 600],
    ["a long interval becomes 60 s", { interval: 900 }, 60, 600],
    ["a long life becomes 30 minutes", { expiresIn: 86_400 }, 1, 1800],
  ])("%s", async (_title, changes, intervalSeconds, lifeSeconds) => {
    const { flow, clock } = flowUnderTest();
    answerStart(changes);
    expect(await start(flow)).toMatchObject({
      authorization: { intervalSeconds, expiresAt: new Date(clock.now() + lifeSeconds * 1000) },
    });
  });

  it.each([
    ["V12: an instant in place of a duration", { expiresIn: 1_579_729_529 }, "expiresIn"],
    ["no life", { expiresIn: 0 }, "expiresIn"],
    ["a life as text", { expiresIn: "600" }, "expiresIn"],
    ["gap: interval below 0", { interval: -1 }, "interval"],
    ["no device code", { deviceCode: undefined }, "deviceCode"],
    [
      "gap: token at the size cap and a byte more: a device code of 16 KiB + 1",
      { deviceCode: "x".repeat(16_385) },
      "deviceCode",
    ],
    [
      "an address over 4 KiB",
      { verificationUriComplete: `https://${"x".repeat(4096)}` },
      "verificationUriComplete",
    ],
    ["no user code", { userCode: "" }, "userCode"],
    ["a user code that turns the text around", { userCode: "BCDF\u202eGHJK" }, "userCode"],
    ["an interval as text", { interval: "5" }, "interval"],
  ])("%s is a malformed answer that names the field and the request", async (_title, changes, field) => {
    answerStart(changes);
    await expect(start()).rejects.toMatchObject({
      code: "DEVICE_FLOW_MALFORMED_RESPONSE",
      message: expect.stringContaining(field),
      status: 200,
      requestId: "request-2",
    });
  });

  it("gap: token at the size cap: a device code of exactly 16 KiB is taken", async () => {
    answerStart({ deviceCode: "x".repeat(16_384) });
    expect((await start()).status).toBe("started");
  });

  it.each([
    ["of 1 MiB is taken", 0, "started"],
    ["over 1 MiB is refused, however good", 1, "at most 1048576 bytes"],
  ])("an answer %s", async (_title, excess, outcome) => {
    const empty = JSON.stringify({ ...STARTED, padding: "" });
    const padding = "x".repeat(1024 * 1024 - empty.length + excess);
    answerStart({ padding });
    const result = await start().then(
      ({ status }) => status,
      (error: Error) => error.message,
    );
    expect(result).toContain(outcome);
  });

  it("says when the registration is not known, and names an unknown start URL", async () => {
    nock(OIDC)
      .post("/device_authorization")
      .reply(401, { error: "invalid_client" }, { "x-amzn-requestid": "request-7" });
    expect(await start()).toEqual({ status: "registration-rejected", requestId: "request-7" });
    nock(OIDC).post("/device_authorization").reply(400, { error: "invalid_request" });
    await expect(start()).rejects.toMatchObject({
      code: "DEVICE_FLOW_OAUTH_ERROR",
      error: "invalid_request",
    });
  });

  it("V6: without a complete address the plain one and the code are enough", async () => {
    answerStart({ verificationUriComplete: undefined });
    const result = await start();
    if (result.status !== "started") throw new Error("expected started");
    expect(result.authorization).not.toHaveProperty("verificationUriComplete");
    expect(result.authorization).toMatchObject({
      userCode: "BCDF-GHJK",
      verificationUri: STARTED.verificationUri,
    });
  });
});
