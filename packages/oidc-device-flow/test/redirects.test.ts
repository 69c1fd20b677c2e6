/** No operation follows a redirect: the other host never hears of a secret. */
import { secret } from "@latchkey/secret";
import { localServer } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import type { DeviceFlow } from "../src/index.ts";
import { flowUnderTest, pollToTheEnd, REGISTRATION } from "./support/flow.ts";

const CALLS: readonly (readonly [string, (flow: DeviceFlow) => Promise<unknown>])[] = [
  ["RegisterClient", (flow) => flow.registerClient({ clientName: "Latchkey" })],
  [
    "StartDeviceAuthorization",
    (flow) =>
      flow.startDeviceAuthorization({ registration: REGISTRATION, startUrl: "https://acme.awsapps.com" }),
  ],
  [
    "CreateToken",
    (flow) => flow.refresh({ registration: REGISTRATION, refreshToken: secret("refresh-token") }),
  ],
];

describe.each([301, 302, 303, 307, 308])("a redirect with %d to another host", (status) => {
  it.each(CALLS)("is not followed by %s", async (_operation, call) => {
    await using other = await localServer((_request, response) => response.writeHead(200).end("{}"));
    await using server = await localServer((_request, response) =>
      response.writeHead(status, { location: other.url.href }).end("{}"),
    );
    await expect(call(flowUnderTest({ endpoint: server.url }).flow)).rejects.toMatchObject({
      code: "DEVICE_FLOW_TRANSPORT",
      status,
    });
    expect(server.requests).toHaveLength(1);
    expect(other.requests).toEqual([]);
  });

  it("is not followed by a poll, which goes on with the same device code", async () => {
    await using other = await localServer((_request, response) => response.writeHead(200).end("{}"));
    const token = JSON.stringify({ accessToken: "planted-access-token", expiresIn: 60 });
    await using server = await localServer((_request, response) =>
      server.requests.length === 1
        ? response.writeHead(status, { location: other.url.href }).end("{}")
        : response.writeHead(200).end(token),
    );
    const { result } = await pollToTheEnd(flowUnderTest({ endpoint: server.url }));
    expect(result.status).toBe("authorized");
    expect(server.requests).toEqual(["POST /token", "POST /token"]);
    expect(other.requests).toEqual([]);
  });
});
