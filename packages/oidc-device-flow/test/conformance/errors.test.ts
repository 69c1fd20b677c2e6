/** What a refusal becomes: its code wherever it stands, `slow_down` outside the poll, and no secret in an error. */
import { secret } from "@latchkey/secret";
import { expectNoLeak } from "@latchkey/test-kit";
import nock from "nock";
import { describe, expect, it } from "vitest";
import { issueToken, OIDC } from "../support/answers.ts";
import { flowUnderTest, pollToTheEnd, REGISTRATION } from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

function slow(path: string): void {
  const headers = { "x-amzn-errortype": "SlowDownException", "x-amzn-requestid": "request-6" };
  nock(OIDC).post(path).reply(400, { error: "slow_down" }, headers);
}

describe("slow_down outside the poll is no verdict", () => {
  const later = {
    code: "DEVICE_FLOW_TRANSPORT",
    error: "slow_down",
    status: 400,
    requestId: "request-6",
    message: expect.stringContaining("try again later"),
  };

  it("at RegisterClient: thrown as something that passes, without another request", async () => {
    slow("/client/register");
    await expect(flowUnderTest().flow.registerClient({ clientName: "Latchkey" })).rejects.toMatchObject(
      later,
    );
  });

  it("at StartDeviceAuthorization: thrown as something that passes, without another request", async () => {
    slow("/device_authorization");
    const request = { registration: REGISTRATION, startUrl: "https://acme.awsapps.com/start" };
    await expect(flowUnderTest().flow.startDeviceAuthorization(request)).rejects.toMatchObject(later);
  });

  it("at a refresh: thrown as something that passes, never the end of the sign-in", async () => {
    slow("/token");
    const { flow } = flowUnderTest();
    const refreshing = flow.refresh({ registration: REGISTRATION, refreshToken: secret("planted-token") });
    await expect(refreshing).rejects.toMatchObject(later);
  });
});

describe("V7: an error code wherever it stands", () => {
  it.each([
    ["only in the header", {}, { "x-amzn-errortype": "ExpiredTokenException" }],
    ["in the header with an address", {}, { "X-Amzn-ErrorType": "ExpiredTokenException:http://internal/" }],
    [
      "in the header with a namespace",
      {},
      { "x-amzn-errortype": "com.amazonaws.sso#ExpiredTokenException,more" },
    ],
    ["only in __type", { __type: "com.amazonaws.sso.oidc#ExpiredTokenException" }, {}],
    ["only in code", { code: "ExpiredTokenException" }, {}],
    ["only in the body's error", { error: "expired_token" }, {}],
  ])("%s", async (_title, body, headers) => {
    nock(OIDC).post("/token").reply(400, body, headers);
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({ status: "expired" });
  });

  it("V7: in none of them: an error with status and request id", async () => {
    nock(OIDC).post("/client/register").reply(400, { surprise: true }, { "x-amzn-requestid": "request-3" });
    await expect(flowUnderTest().flow.registerClient({ clientName: "x" })).rejects.toMatchObject({
      code: "DEVICE_FLOW_OAUTH_ERROR",
      error: undefined,
      status: 400,
      requestId: "request-3",
    });
  });
});

describe("errors", () => {
  it("never show what was sent or received", async () => {
    issueToken({ expiresIn: "planted-refresh-token", accessToken: "planted-access-token" });
    const error: unknown = await pollToTheEnd(flowUnderTest()).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: "DEVICE_FLOW_MALFORMED_RESPONSE" });
    expectNoLeak(
      error,
      "planted-access-token",
      "planted-refresh-token",
      "planted-client-secret",
      "planted-device-code",
    );
  });
});
