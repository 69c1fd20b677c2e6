import nock from "nock";
import { describe, expect, it } from "vitest";
import { issueToken, OIDC, refuseToken } from "../support/answers.ts";
import { flowUnderTest, pollToTheEnd, REGISTRATION } from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";
import { secret } from "@latchkey/secret";

withoutNetwork();

describe("A2: a code that is not in AWS's model", () => {
  it.each([
    ["in the body's error", { error: "brand_new" }, { "x-amzn-requestid": "request-4" }, "brand_new"],
    ["in the header", "", { "x-amzn-errortype": "BrandNewException:http://internal/" }, "BrandNewException"],
    ["nowhere, in an answer of AWS's", { surprise: true }, { "x-amzn-requestid": "request-4" }, undefined],
  ])("%s ends the poll and is not asked again", async (_title, body, headers, error) => {
    nock(OIDC).post("/token").reply(400, body, headers);
    await expect(pollToTheEnd(flowUnderTest())).rejects.toMatchObject({
      code: "DEVICE_FLOW_OAUTH_ERROR",
      status: 400,
      error,
    });
  });
});

describe("a proxy that answers in Identity Center's place", () => {
  it.each([
    ["403 with JSON", 403, { error: "access_denied" }],
    ["407 with JSON", 407, { error: "proxy_authentication_required" }],
    ["400 with JSON that names no code", 400, { message: "Blocked" }],
    ["400 with JSON whose code is not OAuth's", 400, { error: "site_blocked" }],
    ["401 with JSON whose code is not OAuth's", 401, { code: "AUTH_REQUIRED" }],
    ["408", 408, { error: "invalid_grant" }],
  ])("%s: polling goes on", async (_title, status, body) => {
    nock(OIDC).post("/token").reply(status, body);
    issueToken();
    expect((await pollToTheEnd(flowUnderTest())).result.status).toBe("authorized");
  });

  it.each([408, 429, 500, 503])("%d with AWS's own header is an outage, not an answer", async (status) => {
    refuseToken("InvalidGrantException", "invalid_grant", status);
    issueToken();
    expect((await pollToTheEnd(flowUnderTest())).result.status).toBe("authorized");
  });

  it("a redirect is not taken for an answer, however good its body", async () => {
    nock(OIDC)
      .post("/token")
      .reply(302, { accessToken: "planted", expiresIn: 60 }, { location: "/elsewhere" });
    const { flow } = flowUnderTest();
    await expect(
      flow.refresh({ registration: REGISTRATION, refreshToken: secret("planted-refresh-token") }),
    ).rejects.toMatchObject({ code: "DEVICE_FLOW_TRANSPORT", status: 302 });
  });

  it("cannot end a sign-in", async () => {
    nock(OIDC).post("/token").reply(403, { error: "access_denied" });
    const { flow } = flowUnderTest();
    await expect(
      flow.refresh({ registration: REGISTRATION, refreshToken: secret("planted-refresh-token") }),
    ).rejects.toMatchObject({ code: "DEVICE_FLOW_TRANSPORT", status: 403 });
  });
});

describe("what a refusal may carry", () => {
  it("a reason that is not written like one is left out", async () => {
    nock(OIDC).post("/token").reply(400, { error: "access_denied", reason: "planted\ntext" });
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({ status: "denied" });
  });

  it("empty and HTML answers still give status and request id", async () => {
    for (const body of ["", "<html>"]) {
      nock(OIDC).post("/client/register").reply(502, body, { "x-amzn-requestid": "request-5" });
      await expect(flowUnderTest().flow.registerClient({ clientName: "x" })).rejects.toMatchObject({
        code: "DEVICE_FLOW_TRANSPORT",
        status: 502,
        requestId: "request-5",
      });
    }
  });

  it("UnauthorizedClientException while polling means the registration is not good", async () => {
    refuseToken("UnauthorizedClientException", "unauthorized_client");
    expect((await pollToTheEnd(flowUnderTest())).result).toEqual({
      status: "registration-rejected",
      requestId: "request-1",
    });
  });
});
