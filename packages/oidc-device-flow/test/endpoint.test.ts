/** Which endpoints a flow may be bound to: the region's own, or one that is named and safe. */
import { oidcEndpoint } from "@latchkey/aws-partitions";
import { describe, expect, it } from "vitest";
import type { RequestHandlerLike } from "../src/index.ts";
import { flowUnderTest } from "./support/flow.ts";

async function hostFor(options: Parameters<typeof flowUnderTest>[0]): Promise<string> {
  let host = "";
  const handle: RequestHandlerLike["handle"] = ({ protocol, hostname, port }) => {
    host = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}/`;
    return Promise.resolve({ response: { statusCode: 503, headers: {} } });
  };
  const { flow } = flowUnderTest({ ...options, requestHandler: { handle } });
  await flow.registerClient({ clientName: "x" }).catch(() => undefined);
  return host;
}

describe("the endpoint", () => {
  it.each([
    ["us-east-1", "https://oidc.us-east-1.amazonaws.com/"],
    ["us-gov-west-1", "https://oidc.us-gov-west-1.amazonaws.com/"],
    ["cn-north-1", "https://oidc.cn-north-1.amazonaws.com.cn/"],
    ["eusc-de-east-1", "https://oidc.eusc-de-east-1.amazonaws.eu/"],
  ])("E1: %s is asked at the host of its partition", async (region, host) => {
    expect(oidcEndpoint(region).href).toBe(host);
    expect(await hostFor({ region })).toBe(host);
  });

  it("may be a stand-in on this machine", async () => {
    expect(await hostFor({ endpoint: new URL("http://127.0.0.1:4000/") })).toBe("http://127.0.0.1:4000/");
  });

  it.each(["us-east-1.evil.com/", "x@evil.com:443/#", "", "US-EAST-1"])(
    "RFC 8628 5.3: a region that names another host is refused: %j",
    (region) => {
      expect(() => flowUnderTest({ region })).toThrow(expect.objectContaining({ code: "INVALID_REGION" }));
    },
  );

  it.each(["http://oidc.us-east-1.amazonaws.com/", "http://127.0.0.1.evil.net/", "ftp://127.0.0.1/"])(
    "RFC 8628 5.3: an endpoint that is neither https nor local is refused: %s",
    (endpoint) => {
      expect(() => flowUnderTest({ endpoint: new URL(endpoint) })).toThrow(
        expect.objectContaining({ code: "DEVICE_FLOW_INSECURE_URL" }),
      );
    },
  );
});
