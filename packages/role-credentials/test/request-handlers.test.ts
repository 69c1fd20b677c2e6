/** The package over each kind of request handler, on a real socket: success, refusal, abort. */
import { secret } from "@latchkey/secret";
import { localServer } from "@latchkey/test-kit";
import { NodeHttp2Handler, NodeHttpHandler } from "@smithy/node-http-handler";
import { describe, expect, it } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { AccessPortal, RequestHandlerLike } from "../src/index.ts";
import { fetchHandler } from "./support/fetch-handler.ts";
import { collect } from "./support/lists.ts";

const ISSUED = JSON.stringify({
  roleCredentials: {
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: "planted-secret-access-key",
    sessionToken: "planted-session-token",
    expiration: 1_900_000_000_000,
  },
});
const REQUEST = { accessToken: secret("planted-token"), accountId: "111122223333", roleName: "Reader" };

const HANDLERS: readonly (readonly [string, "http/1.1" | "h2c", () => RequestHandlerLike])[] = [
  ["NodeHttpHandler", "http/1.1", () => new NodeHttpHandler({ connectionTimeout: 1000 })],
  ["NodeHttp2Handler", "h2c", () => new NodeHttp2Handler()],
  ["a handler over fetch", "http/1.1", () => fetchHandler],
];

describe.each(HANDLERS)("with %s", (_name, protocol, createHandler) => {
  const portalAt = (endpoint: URL): AccessPortal =>
    createAccessPortal({ region: "us-east-1", endpoint, requestHandler: createHandler() });

  it("sends the query and the bearer token, and reads the credentials", async () => {
    const tokens: unknown[] = [];
    await using server = await localServer((request, response) => {
      tokens.push(request.headers["x-amz-sso_bearer_token"]);
      response.writeHead(200).end(ISSUED);
    }, protocol);
    expect((await portalAt(server.url).getRoleCredentials(REQUEST)).status).toBe("issued");
    const asked = new URL(server.requests[0]?.replace("GET ", "") ?? "", server.url);
    expect(asked.pathname).toBe("/federation/credentials");
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      account_id: "111122223333",
      role_name: "Reader",
    });
    expect(tokens).toEqual(["planted-token"]);
  });

  it("reads a refusal and its request id", async () => {
    await using server = await localServer(
      (_request, response) =>
        response.writeHead(401, { "x-amzn-RequestId": "request-1" }).end('{"message":"over"}'),
      protocol,
    );
    expect(await portalAt(server.url).getRoleCredentials(REQUEST)).toEqual({
      status: "session-ended",
      requestId: "request-1",
    });
  });

  it("reads a list over two pages, and an empty answer to the sign-out", async () => {
    const account = { accountId: "111122223333" };
    await using server = await localServer(({ url }, response) => {
      const nextToken = url?.includes("next_token") === true ? "" : "more";
      const page = JSON.stringify({ accountList: [account], nextToken });
      response.writeHead(200).end(url?.startsWith("/logout") === true ? "" : page);
    }, protocol);
    const portal = portalAt(server.url);
    expect(await collect(portal.listAccounts(REQUEST))).toEqual([account, account]);
    expect(await portal.logout(REQUEST)).toEqual({ status: "logged-out" });
  });

  it("ends at an abort while the answer is awaited", async () => {
    const controller = new AbortController();
    const reason = new Error("the session start was cancelled");
    await using server = await localServer(() => controller.abort(reason), protocol);
    const getting = portalAt(server.url).getRoleCredentials(REQUEST, { signal: controller.signal });
    await expect(getting).rejects.toBe(reason);
  });
});
