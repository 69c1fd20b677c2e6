import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bedrockRuntimeEndpoint, oidcEndpoint, portalEndpoint, stsEndpoint } from "../src/index.ts";

/** Service, region, dual-stack, FIPS, host: derived from the endpoint tests that AWS publishes (Apache-2.0). */
type Row = ["oidc" | "portal" | "bedrock", string, boolean, boolean, string];

const rows = JSON.parse(readFileSync(new URL("fixtures/endpoints.json", import.meta.url), "utf8")) as Row[];
const endpoints = { oidc: oidcEndpoint, portal: portalEndpoint, bedrock: bedrockRuntimeEndpoint };

describe("E1: endpoints equal AWS's published table", () => {
  it.each(rows)("%s in %s, dual-stack %s, FIPS %s", (service, region, dualStack, fips, host) => {
    expect(endpoints[service](region, { dualStack, fips }).href).toBe(`https://${host}/`);
  });

  it("has STS in every kind of partition", () => {
    expect(stsEndpoint("eu-west-1").host).toBe("sts.eu-west-1.amazonaws.com");
    expect(stsEndpoint("cn-north-1").host).toBe("sts.cn-north-1.amazonaws.com.cn");
  });
});

describe("a region that would name another host", () => {
  it.each([
    "us-east-1.evil.com/",
    "x@evil.com:443/#",
    "us-east-1/../",
    "us-east-1\n",
    "us-east-1 ",
    "US-EAST-1",
    "us-east-1a",
    "us-east-1.",
    "",
    "ｕs-east-1",
    "us-east-1%2eevil.com",
  ])("is refused: %j", (region) => {
    for (const endpoint of Object.values(endpoints)) {
      expect(() => endpoint(region)).toThrow(expect.objectContaining({ code: "INVALID_REGION" }));
    }
  });
});
