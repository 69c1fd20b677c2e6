import { secret } from "@latchkey/secret";
import { expectSecret } from "@latchkey/test-kit";
import nock from "nock";
import { describe, expect, it } from "vitest";
import type { RefreshResult } from "../../src/index.ts";
import { issueToken, OIDC, refuseToken } from "../support/answers.ts";
import { flowUnderTest, REGISTRATION } from "../support/flow.ts";
import { withoutNetwork } from "../support/no-network.ts";

withoutNetwork();

const OLD = secret("planted-old-refresh-token");
const refresh = (flow = flowUnderTest().flow): Promise<RefreshResult> =>
  flow.refresh({ registration: REGISTRATION, refreshToken: OLD });

describe("RFC 6749 6: refreshing", () => {
  it("T6, J10: sends only client and refresh token, and gives the new access token, its end and the new refresh token", async () => {
    const { flow, clock } = flowUnderTest();
    nock(OIDC)
      .post("/token", {
        clientId: "client-id",
        clientSecret: "planted-client-secret",
        grantType: "refresh_token",
        refreshToken: "planted-old-refresh-token",
      })
      .reply(200, {
        accessToken: "newtoken",
        expiresIn: 28_800,
        refreshToken: "newrefreshtoken",
        tokenType: "Bearer",
      });
    const result = await refresh(flow);
    if (result.status !== "refreshed") throw new Error("expected refreshed");
    expectSecret(result.tokens.accessToken, "newtoken");
    expectSecret(result.tokens.refreshToken, "newrefreshtoken");
    expect(result.tokens.expiresAt.getTime()).toBe(clock.now() + 28_800_000);
  });

  it("T7, A6: keeps the old refresh token when none is returned", async () => {
    issueToken({ refreshToken: undefined });
    const result = await refresh();
    if (result.status !== "refreshed") throw new Error("expected refreshed");
    expect(result.tokens.refreshToken).toBe(OLD);
  });

  it.each([
    ["InvalidGrantException", "invalid_grant"],
    ["ExpiredTokenException", "expired_token"],
    ["AccessDeniedException", "access_denied"],
  ])("%s ends the sign-in", async (shape, error) => {
    refuseToken(shape, error);
    expect(await refresh()).toEqual({ status: "rejected", error, requestId: "request-1" });
  });

  it("says when the registration is not known", async () => {
    refuseToken("InvalidClientException", "invalid_client", 401);
    expect(await refresh()).toEqual({ status: "registration-rejected", requestId: "request-1" });
  });

  it.each([
    ["an outage", () => nock(OIDC).post("/token").reply(503, "")],
    ["a dropped connection", () => nock(OIDC).post("/token").replyWithError("ECONNRESET")],
    ["a captive portal", () => nock(OIDC).post("/token").reply(200, "<html>")],
    [
      "a refusal that a proxy could have sent",
      () => nock(OIDC).post("/token").reply(403, "<html>Forbidden</html>"),
    ],
  ])("%s is thrown, never taken for the end of the sign-in", async (_title, fail) => {
    fail();
    await expect(refresh()).rejects.toMatchObject({ code: "DEVICE_FLOW_TRANSPORT" });
  });

  it("gives up on an answer that takes too long", async () => {
    nock(OIDC).post("/token").delay(5000).reply(200, {});
    await expect(refresh(flowUnderTest({ requestTimeoutMs: 30 }).flow)).rejects.toMatchObject({
      code: "DEVICE_FLOW_TRANSPORT",
      message: expect.stringContaining("30 ms"),
    });
  });

  it("gives up on an answer whose body stalls", async () => {
    const { createServer } = await import("node:http");
    nock.enableNetConnect("127.0.0.1");
    const server = createServer((_request, response) => response.writeHead(200).write("{")).listen(
      0,
      "127.0.0.1",
    );
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const endpoint = new URL(`http://127.0.0.1:${port}/`);
    await expect(refresh(flowUnderTest({ endpoint, requestTimeoutMs: 50 }).flow)).rejects.toMatchObject({
      code: "DEVICE_FLOW_TRANSPORT",
    });
    server.closeAllConnections();
    server.close();
    nock.disableNetConnect();
  });
});
