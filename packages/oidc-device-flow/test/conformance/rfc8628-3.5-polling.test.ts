import { getEventListeners } from "node:events";
import nock from "nock";
import { expectSecret } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { issueToken, OIDC, pending, refuseToken, slowDown } from "../support/answers.ts";
import { authorization, flowUnderTest, pollToTheEnd, REGISTRATION } from "../support/flow.ts";
import type { RequestHandlerLike } from "../../src/index.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

describe("RFC 8628 3.5: polling", () => {
  it("F1, RFC 8628 3.4: registers, starts, polls with the device grant and gives the token, in this order", async () => {
    const asked: string[] = [];
    const answers: readonly (readonly [number, object])[] = [
      [200, { clientId: "id", clientSecret: "planted-secret", clientSecretExpiresAt: 1_775_000_000 }],
      [
        200,
        { deviceCode: "planted-code", userCode: "BCDF-GHJK", verificationUri: "https://x/", expiresIn: 60 },
      ],
      [400, { error: "authorization_pending" }],
      [200, { accessToken: "planted-access-token", expiresIn: 28_800 }],
    ];
    const handle: RequestHandlerLike["handle"] = ({ path, body }) => {
      const { grantType = "" } = JSON.parse(new TextDecoder().decode(body as Uint8Array)) as {
        readonly grantType?: string;
      };
      const [statusCode, answer] = answers[asked.length] ?? [500, {}];
      asked.push(`${path} ${grantType}`.trim());
      return Promise.resolve({
        response: { statusCode, headers: {}, body: Buffer.from(JSON.stringify(answer)) },
      });
    };
    const { flow, clock } = flowUnderTest({ requestHandler: { handle } });
    const registration = await flow.registerClient({ clientName: "Latchkey" });
    const started = await flow.startDeviceAuthorization({
      registration,
      startUrl: "https://acme.awsapps.com",
    });
    if (started.status !== "started") throw new Error("expected started");
    const polling = flow.pollForToken({ registration, authorization: started.authorization });
    await clock.advanceToNextSleep();
    await clock.advanceToNextSleep();
    expect((await polling).status).toBe("authorized");
    expect(clock.sleeps).toEqual([5000, 5000]);
    const grant = "urn:ietf:params:oauth:grant-type:device_code";
    expect(asked).toEqual([
      "/client/register",
      "/device_authorization",
      `/token ${grant}`,
      `/token ${grant}`,
    ]);
  });

  it("F12: (ours: one interval is waited first) authorized before the first poll: one request, and no attempt is reported", async () => {
    const under = flowUnderTest();
    issueToken();
    const { result, attempts } = await pollToTheEnd(under, { intervalSeconds: 7 });
    expect(result.status).toBe("authorized");
    expect(attempts).toEqual([]);
    expect(under.clock.sleeps).toEqual([7000]);
  });

  it("F6: goes on while the authorization is pending", async () => {
    const under = flowUnderTest();
    pending();
    pending();
    issueToken();
    const { result, attempts } = await pollToTheEnd(under);
    if (result.status !== "authorized") throw new Error("expected authorized");
    expectSecret(result.tokens.accessToken, "planted-access-token");
    expect(result.tokens.expiresAt.getTime()).toBe(under.clock.now() + 28_800_000);
    expect(attempts).toEqual([
      { attempt: 1, outcome: "authorization_pending", nextPollInSeconds: 1 },
      { attempt: 2, outcome: "authorization_pending", nextPollInSeconds: 1 },
    ]);
  });

  it.each([
    ["authorization_pending", pending],
    ["slow_down", slowDown],
  ])("A1: %s and then a token are two requests", async (outcome, answer) => {
    answer();
    issueToken();
    const { result, attempts } = await pollToTheEnd(flowUnderTest());
    expect(result.status).toBe("authorized");
    expect(attempts).toMatchObject([{ attempt: 1, outcome }]);
  });

  it("F7: slow_down, pending, token: every later wait is six seconds", async () => {
    const under = flowUnderTest();
    slowDown();
    pending();
    issueToken();
    expect((await pollToTheEnd(under)).result.status).toBe("authorized");
    expect(under.clock.sleeps).toEqual([1000, 6000, 6000]);
  });

  it("F11: ends as expired when Identity Center says so", async () => {
    refuseToken("ExpiredTokenException", "expired_token");
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({ status: "expired" });
  });

  it("K4: a code that lives one second and is always pending ends as expired", async () => {
    const under = flowUnderTest();
    const end = new Date(under.clock.now() + 1000);
    expect((await pollToTheEnd(under, { expiresAt: end })).result).toEqual({ status: "expired" });
    expect(under.clock.now()).toBe(end.getTime());
  });

  it("K4: ends as expired at the code's own end, however often it is pending", async () => {
    const under = flowUnderTest();
    const end = new Date(under.clock.now() + 3000);
    pending();
    pending();
    expect((await pollToTheEnd(under, { expiresAt: end })).result).toEqual({ status: "expired" });
    expect(under.clock.now()).toBe(end.getTime());
  });

  it("K4: never waits past the code's own end", async () => {
    const under = flowUnderTest();
    pending();
    const expiresAt = new Date(under.clock.now() + 7000);
    expect((await pollToTheEnd(under, { intervalSeconds: 5, expiresAt })).result).toEqual({
      status: "expired",
    });
    expect(under.clock.sleeps).toEqual([5000, 2000]);
  });

  it("ends as rejected when the code was used already", async () => {
    refuseToken("InvalidGrantException", "invalid_grant");
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "rejected",
      error: "invalid_grant",
      requestId: "request-1",
    });
  });

  it("says when the registration is no longer known", async () => {
    refuseToken("InvalidClientException", "invalid_client", 401);
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "registration-rejected",
      requestId: "request-1",
    });
  });

  it("A2: throws what no outcome covers, without another poll", async () => {
    refuseToken("UnsupportedGrantTypeException", "unsupported_grant_type");
    await expect(pollToTheEnd(flowUnderTest())).rejects.toMatchObject({
      code: "DEVICE_FLOW_OAUTH_ERROR",
      error: "unsupported_grant_type",
      status: 400,
      requestId: "request-1",
    });
  });
});

describe("ending a poll early", () => {
  it("A3: (ours: a zero interval is a second) an abort while waiting after the first poll leaves it at that one request", async () => {
    const { flow, clock } = flowUnderTest();
    const controller = new AbortController();
    pending();
    const reason = new Error("the person cancelled");
    const polling = flow.pollForToken(
      {
        registration: REGISTRATION,
        authorization: authorization(clock, { intervalSeconds: 0 }),
        onAttempt: () => setImmediate(() => controller.abort(reason)),
      },
      { signal: controller.signal },
    );
    await clock.advanceToNextSleep();
    await expect(polling).rejects.toBe(reason);
    expect(clock.sleeps).toEqual([1000, 1000]);
    expect(clock.pending).toBe(0);
  });

  it("what onAttempt throws ends the poll, as it is, without another request or wait", async () => {
    const { flow, clock } = flowUnderTest();
    pending();
    const failure = new Error("the window is gone");
    const onAttempt = (): never => {
      throw failure;
    };
    const polling = flow.pollForToken({
      registration: REGISTRATION,
      authorization: authorization(clock),
      onAttempt,
    });
    const ended = polling.catch((error: unknown) => error);
    await clock.advanceToNextSleep();
    expect(await ended).toBe(failure);
    expect(clock.pending).toBe(0);
  });

  it("K9: an abort while polling rejects at once with its own reason; no timer and no listener stay", async () => {
    const { flow, clock } = flowUnderTest();
    const controller = new AbortController();
    const polling = flow.pollForToken(
      { registration: REGISTRATION, authorization: authorization(clock) },
      { signal: controller.signal },
    );
    const reason = new Error("the person cancelled");
    controller.abort(reason);
    await expect(polling).rejects.toBe(reason);
    expect(clock.pending).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
  });

  it("an abort during a request ends it with its own reason", async () => {
    const { flow, clock } = flowUnderTest();
    const controller = new AbortController();
    nock(OIDC).post("/token").delay(5000).reply(200, {});
    const polling = flow.pollForToken(
      { registration: REGISTRATION, authorization: authorization(clock) },
      { signal: controller.signal },
    );
    const reason = new Error("the person cancelled");
    setTimeout(() => controller.abort(reason), 20);
    const ended = polling.catch((error: unknown) => error);
    await clock.advance(1000);
    expect(await ended).toBe(reason);
  });
});
