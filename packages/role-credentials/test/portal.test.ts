import { secret } from "@latchkey/secret";
import { expectNoLeak, expectSecret } from "@latchkey/test-kit";
import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortalOptions, GetRoleCredentialsResult } from "../src/index.ts";

const PORTAL = "https://portal.sso.us-east-1.amazonaws.com";
const PATH = "/federation/credentials?role_name=BedrockInference&account_id=111122223333";
const TOKEN = secret("planted-access-token");
const ISSUED = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "planted-secret-access-key",
  sessionToken: "planted-session-token",
  expiration: 1_665_736_069_000,
};

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  if (unused.length > 0) throw new Error(`answers that were never asked for: ${unused.join(", ")}`);
});
afterAll(() => nock.enableNetConnect());

const portal = (options: Partial<AccessPortalOptions> = {}): ReturnType<typeof createAccessPortal> =>
  createAccessPortal({ region: "us-east-1", ...options });

const get = (
  options: Partial<AccessPortalOptions> = {},
  call: { readonly signal?: AbortSignal } = {},
): Promise<GetRoleCredentialsResult> =>
  portal(options).getRoleCredentials(
    { accessToken: TOKEN, accountId: "111122223333", roleName: "BedrockInference" },
    call,
  );

const refuse = (status: number, shape: string): nock.Scope =>
  nock(PORTAL)
    .get(PATH)
    .reply(
      status,
      { message: "in AWS's words", __type: `com.amazonaws.switchboard.portal#${shape}` },
      { "x-amzn-requestid": "request-1" },
    );

describe("GetRoleCredentials", () => {
  it("P1, V10: asks with the exact query and the bearer header, and reads milliseconds", async () => {
    nock(PORTAL)
      .get(PATH)
      .matchHeader("x-amz-sso_bearer_token", "planted-access-token")
      .reply(200, { roleCredentials: ISSUED });
    const result = await get();
    if (result.status !== "issued") throw new Error("expected issued");
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = result.credentials;
    expect(accessKeyId).toBe("ASIAEXAMPLE");
    expect(expiration.toISOString()).toBe("2022-10-14T08:27:49.000Z");
    expectSecret(secretAccessKey, "planted-secret-access-key");
    expectSecret(sessionToken, "planted-session-token");
    expectNoLeak(result, "planted-secret-access-key", "planted-session-token");
  });

  it("gap: token at the size cap: a session token of exactly 16 KiB is taken", async () => {
    const roleCredentials = { ...ISSUED, sessionToken: "x".repeat(16_384) };
    nock(PORTAL).get(PATH).reply(200, { roleCredentials });
    expect((await get()).status).toBe("issued");
  });

  it("V10: takes an expiration that is a float", async () => {
    nock(PORTAL)
      .get(PATH)
      .reply(200, { roleCredentials: { ...ISSUED, expiration: 1_665_736_069_000.5 } });
    expect((await get()).status).toBe("issued");
  });

  it.each([
    ["P2: 401", 401, "UnauthorizedException", "session-ended"],
    ["V9: 403, which is not in AWS's model", 403, "ForbiddenException", "not-assigned"],
    ["404", 404, "ResourceNotFoundException", "not-assigned"],
  ])("%s", async (_title, status, shape, outcome) => {
    refuse(status, shape);
    expect(await get()).toEqual({ status: outcome, requestId: "request-1" });
  });

  it.each([
    ["only in the header", "", { "x-amzn-errortype": "UnauthorizedException" }],
    ["only in __type", { __type: "com.amazonaws.switchboard.portal#UnauthorizedException" }, {}],
    ["only in the body's code", { code: "UnauthorizedException" }, {}],
    ["nowhere, beside a request id of AWS's", { message: "no" }, { "x-amzn-requestid": "request-1" }],
  ])("V7: a refusal whose shape stands %s is the portal's", async (_title, body, headers) => {
    nock(PORTAL).get(PATH).reply(401, body, headers);
    expect((await get()).status).toBe("session-ended");
  });

  it.each([
    ["401 with HTML of a proxy", 401, "<html>Sign in to the proxy</html>"],
    ["403 with HTML of a proxy", 403, "<html>Blocked</html>"],
    ["200 with HTML of a captive portal", 200, "<html>Welcome</html>"],
    ["429", 429, { message: "slow", __type: "x#TooManyRequestsException" }],
    ["500", 500, { message: "oops" }],
    ["503 without a body", 503, ""],
    ["401 with JSON of a captive portal", 401, { error: "login_required" }],
    ["403 with JSON of a proxy", 403, { message: "Blocked by your organisation" }],
    ["404 with JSON of a proxy", 404, { code: "NOT_FOUND", __type: 1 }],
    ["a redirect", 302, ""],
  ])("%s says nothing about the sign-in", async (_title, status, body) => {
    nock(PORTAL).get(PATH).reply(status, body, { location: "https://login.hotel.example/" });
    await expect(get()).rejects.toMatchObject({ code: "ROLE_CREDENTIALS_TRANSPORT", status });
  });

  it("a dropped connection says nothing about the sign-in", async () => {
    nock(PORTAL).get(PATH).replyWithError("ECONNRESET");
    await expect(get()).rejects.toMatchObject({ code: "ROLE_CREDENTIALS_TRANSPORT" });
  });

  it.each([
    ["nothing", {}, "roleCredentials"],
    ["null", { roleCredentials: null }, "roleCredentials"],
    ["an error object", { message: "no" }, "roleCredentials"],
    ["no session token", { roleCredentials: { ...ISSUED, sessionToken: undefined } }, "sessionToken"],
    ["an empty key", { roleCredentials: { ...ISSUED, secretAccessKey: "" } }, "secretAccessKey"],
    ["seconds for milliseconds", { roleCredentials: { ...ISSUED, expiration: 1_665_736_069 } }, "expiration"],
    ["no expiration", { roleCredentials: { ...ISSUED, expiration: undefined } }, "expiration"],
    [
      "a token of 16 KiB + 1",
      { roleCredentials: { ...ISSUED, sessionToken: "x".repeat(16_385) } },
      "sessionToken",
    ],
  ])("a 200 with %s is a malformed answer that names field and request", async (_title, body, field) => {
    nock(PORTAL).get(PATH).reply(200, body, { "x-amzn-requestid": "request-2" });
    const error: unknown = await get().catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      message: expect.stringContaining(field),
      status: 200,
      requestId: "request-2",
    });
    expectNoLeak(error, "planted-secret-access-key", "planted-session-token", "planted-access-token");
  });

  it("400 is a refusal of the request", async () => {
    refuse(400, "InvalidRequestException");
    await expect(get()).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_REFUSED",
      status: 400,
      requestId: "request-1",
    });
  });

  it("an abort rejects with its own reason", async () => {
    nock(PORTAL).get(PATH).delay(5000).reply(200, {});
    const controller = new AbortController();
    const reason = new Error("the session start was cancelled");
    setTimeout(() => controller.abort(reason), 20);
    await expect(get({}, { signal: controller.signal })).rejects.toBe(reason);
  });

  it("gives up on an answer that takes too long", async () => {
    nock(PORTAL).get(PATH).delay(5000).reply(200, {});
    await expect(get({ requestTimeoutMs: 30 })).rejects.toMatchObject({
      code: "ROLE_CREDENTIALS_TRANSPORT",
      message: expect.stringContaining("30 ms"),
    });
  });
});

describe("Logout", () => {
  it("ends the session, and says when it had ended already", async () => {
    nock(PORTAL).post("/logout").matchHeader("x-amz-sso_bearer_token", "planted-access-token").reply(200, "");
    expect(await portal().logout({ accessToken: TOKEN })).toEqual({ status: "logged-out" });
    nock(PORTAL)
      .post("/logout")
      .reply(401, { message: "Session token not found or invalid", __type: "x#UnauthorizedException" });
    expect(await portal().logout({ accessToken: TOKEN })).toEqual({ status: "session-already-ended" });
  });
});
