import nock from "nock";
import { expectSecret } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import {
  authorization,
  flowUnderTest,
  issueToken,
  OIDC,
  pending,
  pollToTheEnd,
  refuseToken,
  REGISTRATION,
  slowDown,
} from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

describe("RFC 8628 3.5: polling", () => {
  it("F1: waits one interval before the first poll", async () => {
    const under = flowUnderTest();
    issueToken();
    const { result } = await pollToTheEnd(under, { intervalSeconds: 7 });
    expect(result.status).toBe("authorized");
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

  it("F7, A1: slow_down adds five seconds for good and is not fatal", async () => {
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

  it("ends as expired at once after the laptop slept past the code's end", async () => {
    const { flow, clock } = flowUnderTest();
    const polling = flow.pollForToken({ registration: REGISTRATION, authorization: authorization(clock) });
    clock.jump(3_600_000);
    await clock.advance(1000);
    expect(await polling).toEqual({ status: "expired" });
  });

  it("ends as denied when the person declines, with the administrator's reason if there is one", async () => {
    refuseToken("AccessDeniedException", "access_denied");
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({ status: "denied" });
    nock(OIDC).post("/token").reply(400, { error: "access_denied", reason: "KMS_AccessDeniedException" });
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "denied",
      reason: "KMS_AccessDeniedException",
    });
  });

  it("ends as rejected when the code was used already", async () => {
    refuseToken("InvalidGrantException", "invalid_grant");
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "rejected",
      error: "invalid_grant",
    });
  });

  it("says when the registration is no longer known", async () => {
    refuseToken("InvalidClientException", "invalid_client", 401);
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({ status: "registration-rejected" });
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

describe("polling through a bad connection", () => {
  it.each([
    ["a dropped connection", () => nock(OIDC).post("/token").replyWithError("ECONNRESET")],
    ["429", () => nock(OIDC).post("/token").reply(429, { error: "slow_down" })],
    ["500", () => nock(OIDC).post("/token").reply(500, { error: "server_error" })],
    ["V8: 502 with HTML of a proxy", () => nock(OIDC).post("/token").reply(502, "<html>Bad gateway</html>")],
    ["200 with HTML of a captive portal", () => nock(OIDC).post("/token").reply(200, "<html>Welcome</html>")],
    [
      "a redirect",
      () => nock(OIDC).post("/token").reply(302, "", { location: "https://login.hotel.example/" }),
    ],
    ["an empty 403 of a proxy", () => nock(OIDC).post("/token").reply(403, "")],
  ])("%s: backs off and keeps the device code", async (_title, fail) => {
    const under = flowUnderTest();
    fail();
    issueToken();
    const { result, attempts } = await pollToTheEnd(under);
    expect(result.status).toBe("authorized");
    expect(attempts).toEqual([{ attempt: 1, outcome: "transport-error", nextPollInSeconds: 2 }]);
  });
});

describe("ending a poll early", () => {
  it("A3, K9: an abort while waiting rejects with its own reason and leaves no timer", async () => {
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
