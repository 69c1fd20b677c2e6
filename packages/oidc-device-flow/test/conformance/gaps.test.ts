/** What no other client tests about polling: denials, bad connections, and a machine whose time jumps. */
import nock from "nock";
import { describe, expect, it } from "vitest";
import { issueToken, OIDC, pending, refuseToken } from "../support/answers.ts";
import { authorization, flowUnderTest, pollToTheEnd, REGISTRATION } from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

const DAY_MS = 86_400_000;
/** The device code of every poll; another one would find no answer. */
const token = (): nock.Interceptor =>
  nock(OIDC).post(
    "/token",
    ({ deviceCode }: { deviceCode?: string }) => deviceCode === "planted-device-code",
  );

describe("a person who declines", () => {
  it("gap: access_denied: ends as denied, without another poll", async () => {
    refuseToken("AccessDeniedException", "access_denied");
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "denied",
      requestId: "request-1",
    });
  });

  it("gap: access_denied with a KMS reason: tells the administrator's reason", async () => {
    token().reply(400, { error: "access_denied", reason: "KMS_AccessDeniedException" });
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "denied",
      reason: "KMS_AccessDeniedException",
    });
  });
});

describe("a bad connection between two polls", () => {
  it.each([
    ["gap: network drop", () => token().replyWithError("ECONNRESET")],
    ["gap: 429", () => token().reply(429, { error: "slow_down" })],
    ["gap: 500", () => token().reply(500, { error: "server_error" })],
    ["gap: 503 in AWS's words", () => refuseToken("InternalServerException", "server_error", 503)],
    ["V8: 502 with HTML of a proxy", () => token().reply(502, "<html>Bad gateway</html>")],
    ["gap: HTML error page with 403", () => token().reply(403, "<html>Blocked</html>")],
    ["gap: HTML page of a captive portal with 200", () => token().reply(200, "<html>Welcome</html>")],
    ["a redirect", () => token().reply(302, "", { location: "https://login.hotel.example/" })],
    ["an empty 403 of a proxy", () => token().reply(403, "")],
  ])("%s: backs off with the same device code, and the next answers count", async (_title, fail) => {
    const under = flowUnderTest();
    token().reply(400, { error: "authorization_pending" });
    fail();
    fail();
    token().reply(400, { error: "authorization_pending" });
    token().reply(200, { accessToken: "planted-access-token", expiresIn: 60 });
    const { result, attempts } = await pollToTheEnd(under);
    expect(result.status).toBe("authorized");
    expect(attempts.map(({ outcome, nextPollInSeconds }) => [outcome, nextPollInSeconds])).toEqual([
      ["authorization_pending", 1],
      ["transport-error", 2],
      ["transport-error", 4],
      ["authorization_pending", 1],
    ]);
  });

  it("gap: 5xx until the code's end: ends as expired at that instant", async () => {
    const under = flowUnderTest();
    const end = new Date(under.clock.now() + 40_000);
    token().times(5).reply(503, "");
    expect((await pollToTheEnd(under, { expiresAt: end })).result).toEqual({ status: "expired" });
    expect(under.clock.now()).toBe(end.getTime());
    expect(under.clock.sleeps).toEqual([1000, 2000, 4000, 8000, 16_000, 9000]);
  });
});

describe("an authorization that the caller restored from somewhere", () => {
  it.each([0, -5, Number.NaN])(
    "interval %d: polled once a second, never in a busy loop",
    async (intervalSeconds) => {
      const under = flowUnderTest();
      pending();
      issueToken();
      expect((await pollToTheEnd(under, { intervalSeconds })).result.status).toBe("authorized");
      expect(under.clock.sleeps).toEqual([1000, 1000]);
    },
  );

  it("an end that is no instant: expired, without a request", async () => {
    const under = flowUnderTest();
    const expiresAt = new Date("someday");
    expect((await pollToTheEnd(under, { expiresAt })).result).toEqual({ status: "expired" });
    expect(under.clock.sleeps).toHaveLength(0);
  });
});

describe("a machine whose time jumps", () => {
  it("gap: laptop sleep across the code's end: expired at once, without another request", async () => {
    const { flow, clock } = flowUnderTest();
    const polling = flow.pollForToken({ registration: REGISTRATION, authorization: authorization(clock) });
    clock.jump(3_600_000);
    await clock.advance(1000);
    expect(await polling).toEqual({ status: "expired" });
  });

  it("gap: laptop sleep within the code's life: goes on with one request", async () => {
    const { flow, clock } = flowUnderTest();
    const polling = flow.pollForToken({ registration: REGISTRATION, authorization: authorization(clock) });
    clock.jump(300_000);
    issueToken();
    await clock.advance(0);
    expect((await polling).status).toBe("authorized");
  });

  it("gap: clock step of a day forward while polling: expired, without another request", async () => {
    const under = flowUnderTest();
    pending();
    const { result } = await pollToTheEnd(under, {}, () => under.clock.jump(DAY_MS));
    expect(result).toEqual({ status: "expired" });
  });

  it("gap: clock step of a day back while polling: a token is still taken", async () => {
    const under = flowUnderTest();
    pending();
    issueToken();
    const { result } = await pollToTheEnd(under, {}, () => under.clock.jump(-DAY_MS));
    expect(result.status).toBe("authorized");
  });

  it("gap: clock step of a day back while polling: the waits add up to the code's life and no more", async () => {
    const under = flowUnderTest();
    token().times(9).reply(400, { error: "authorization_pending" });
    const { result } = await pollToTheEnd(under, { intervalSeconds: 60 }, ({ attempt }) => {
      if (attempt === 1) under.clock.jump(-DAY_MS);
    });
    expect(result).toEqual({ status: "expired" });
    expect(under.clock.sleeps).toEqual(Array<number>(10).fill(60_000));
  });

  it("gap: clock step of a day back before polling: waits no longer than any code can live", async () => {
    const under = flowUnderTest();
    token().times(29).reply(400, { error: "authorization_pending" });
    const expiresAt = new Date(under.clock.now() + DAY_MS + 600_000);
    const { result } = await pollToTheEnd(under, { intervalSeconds: 60, expiresAt });
    expect(result).toEqual({ status: "expired" });
    expect(under.clock.sleeps).toEqual(Array<number>(30).fill(60_000));
  });
});
