/** The flow over each kind of request handler, on a real socket: success, refusal, abort. */
import { expectSecret, localServer } from "@latchkey/test-kit";
import type { LocalRequest, LocalResponse } from "@latchkey/test-kit";
import { NodeHttp2Handler, NodeHttpHandler } from "@smithy/node-http-handler";
import { describe, expect, it } from "vitest";
import type { RequestHandlerLike } from "../src/index.ts";
import { fetchHandler } from "./support/fetch-handler.ts";
import { flowUnderTest, pollToTheEnd } from "./support/flow.ts";

const REGISTERED = JSON.stringify({
  clientId: "client",
  clientSecret: "planted-secret",
  clientSecretExpiresAt: 1_775_000_000,
});
const DATE = "Thu, 01 Jan 2026 06:30:00 GMT";

async function json(body: AsyncIterable<Uint8Array>): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

const HANDLERS: readonly (readonly [string, "http/1.1" | "h2c", () => RequestHandlerLike])[] = [
  ["none given", "http/1.1", () => new NodeHttpHandler()],
  ["NodeHttpHandler", "http/1.1", () => new NodeHttpHandler({ connectionTimeout: 1000 })],
  ["NodeHttp2Handler", "h2c", () => new NodeHttp2Handler()],
  ["a handler over fetch", "http/1.1", () => fetchHandler],
];

describe.each(HANDLERS)("with %s", (name, protocol, createHandler) => {
  const options = (endpoint: URL): Parameters<typeof flowUnderTest>[0] =>
    name === "none given" ? { endpoint } : { endpoint, requestHandler: createHandler() };

  it("sends what is asked and reads the answer with its date", async () => {
    const sent: unknown[] = [];
    const answer = async (request: LocalRequest, response: LocalResponse): Promise<void> => {
      sent.push(await json(request));
      response.writeHead(200, { date: DATE }).end(REGISTERED);
    };
    await using server = await localServer((...exchange) => void answer(...exchange), protocol);
    const dates: Date[] = [];
    const { flow } = flowUnderTest({
      ...options(server.url),
      onServerDate: (date) => dates.push(date),
    });
    const registration = await flow.registerClient({ clientName: "Latchkey" });
    expectSecret(registration.clientSecret, "planted-secret");
    expect(server.requests).toEqual(["POST /client/register"]);
    expect(sent).toMatchObject([{ clientName: "Latchkey", clientType: "public" }]);
    expect(dates).toEqual([new Date(DATE)]);
  });

  it("reads a refusal's code from a header, and its request id", async () => {
    await using server = await localServer((_request, response) => {
      const headers = {
        "x-amzn-ErrorType": "InvalidScopeException:http://x/",
        "x-amzn-RequestId": "request-1",
      };
      response.writeHead(400, headers).end("{}");
    }, protocol);
    const { flow } = flowUnderTest(options(server.url));
    await expect(flow.registerClient({ clientName: "Latchkey" })).rejects.toMatchObject({
      code: "DEVICE_FLOW_OAUTH_ERROR",
      error: "invalid_scope",
      status: 400,
      requestId: "request-1",
    });
  });

  it("polls until the token", async () => {
    const token = JSON.stringify({ accessToken: "planted-access-token", expiresIn: 60 });
    await using server = await localServer((_request, response) => {
      if (server.requests.length < 3) response.writeHead(400).end('{"error":"authorization_pending"}');
      else response.writeHead(200).end(token);
    }, protocol);
    const { result, attempts } = await pollToTheEnd(flowUnderTest(options(server.url)));
    expect(result.status).toBe("authorized");
    expect(attempts).toHaveLength(2);
  });

  it("ends at an abort while the answer is awaited", async () => {
    const controller = new AbortController();
    const reason = new Error("the person cancelled");
    await using server = await localServer(() => controller.abort(reason), protocol);
    const { flow } = flowUnderTest(options(server.url));
    const registering = flow.registerClient({ clientName: "x" }, { signal: controller.signal });
    await expect(registering).rejects.toBe(reason);
  });

  it("says that nobody listens", async () => {
    const server = await localServer(() => undefined, protocol);
    await server[Symbol.asyncDispose]();
    await expect(
      flowUnderTest(options(server.url)).flow.registerClient({ clientName: "x" }),
    ).rejects.toMatchObject({ code: "DEVICE_FLOW_TRANSPORT", status: undefined });
  });
});
