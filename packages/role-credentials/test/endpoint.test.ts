/** Which endpoints a portal may be bound to: the region's own, or one that is named and safe. */
import { portalEndpoint } from "@latchkey/aws-partitions";
import { secret } from "@latchkey/secret";
import { describe, expect, it } from "vitest";
import { createAccessPortal } from "../src/index.ts";
import type { RequestHandlerLike } from "../src/index.ts";

async function originFor(region: string, endpoint?: URL): Promise<string> {
  let origin = "";
  const handle: RequestHandlerLike["handle"] = ({ protocol, hostname, port }) => {
    origin = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}/`;
    return Promise.resolve({ response: { statusCode: 503, headers: {} } });
  };
  const options = { region, requestHandler: { handle }, ...(endpoint === undefined ? {} : { endpoint }) };
  await createAccessPortal(options)
    .logout({ accessToken: secret("access-token") })
    .catch(() => undefined);
  return origin;
}

describe("the endpoint", () => {
  it.each([
    ["us-east-1", "https://portal.sso.us-east-1.amazonaws.com/"],
    ["us-gov-west-1", "https://portal.sso.us-gov-west-1.amazonaws.com/"],
    ["cn-north-1", "https://portal.sso.cn-north-1.amazonaws.com.cn/"],
    ["eusc-de-east-1", "https://portal.sso.eusc-de-east-1.amazonaws.eu/"],
  ])("E1: %s is asked at the host of its partition", async (region, origin) => {
    expect(portalEndpoint(region).href).toBe(origin);
    expect(await originFor(region)).toBe(origin);
  });

  it("may be a stand-in on this machine", async () => {
    expect(await originFor("us-east-1", new URL("http://127.0.0.1:4000/"))).toBe("http://127.0.0.1:4000/");
  });

  it.each(["http://portal.sso.us-east-1.amazonaws.com/", "http://127.0.0.1.evil.net/"])(
    "that is neither https nor local is refused: %s",
    (endpoint) => {
      expect(() => createAccessPortal({ region: "us-east-1", endpoint: new URL(endpoint) })).toThrow(
        expect.objectContaining({ code: "ROLE_CREDENTIALS_INSECURE_URL" }),
      );
    },
  );

  it.each(["us-east-1.evil.com/", "x@evil.com:443/#", "", "US-EAST-1"])(
    "of a region that names another host is refused: %j",
    (region) => {
      expect(() => createAccessPortal({ region })).toThrow(
        expect.objectContaining({ code: "INVALID_REGION" }),
      );
    },
  );
});
