import { expect, test } from "vitest";
import { endpointsJson } from "./endpoints-json.ts";

interface Document {
  readonly version: number;
  readonly partitions: readonly {
    readonly partition: string;
    readonly dnsSuffix: string;
    readonly regionRegex: string;
    readonly defaults: Record<string, unknown>;
    readonly regions: Record<string, unknown>;
    readonly services: Record<string, { readonly endpoints: Record<string, unknown> }>;
  }[];
}

const parse = (text: string): Document => JSON.parse(text) as Document;

test("each of the four services of each region is at the mock, signed for its own region", () => {
  const [aws] = parse(endpointsJson("http://127.0.0.1:4000", ["us-east-1", "eu-west-1"])).partitions;
  const place = { hostname: "127.0.0.1:4000", protocols: ["http"] };
  for (const service of ["oidc", "portal.sso", "sts", "bedrock-runtime"])
    expect(aws?.services[service]?.endpoints).toEqual({
      "us-east-1": { ...place, credentialScope: { region: "us-east-1" } },
      "eu-west-1": { ...place, credentialScope: { region: "eu-west-1" } },
    });
  expect(Object.keys(aws?.regions ?? {})).toEqual(["us-east-1", "eu-west-1"]);
});

test("any other service is at the mock too: nothing in the file names AWS's hosts", () => {
  const [aws] = parse(endpointsJson("http://127.0.0.1:4000", ["us-east-1"])).partitions;
  expect(aws?.defaults).toEqual({
    hostname: "127.0.0.1:4000",
    protocols: ["http"],
    signatureVersions: ["v4"],
  });
});

test("a mock with TLS is asked over TLS, and one at an IPv6 address keeps its brackets", () => {
  const [aws] = parse(endpointsJson("https://[::1]:4000", ["us-east-1"])).partitions;
  expect(aws?.defaults).toMatchObject({ hostname: "[::1]:4000", protocols: ["https"] });
});

test("regions are sorted into their partitions, whose pattern they match", () => {
  const regions = ["us-east-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1", "cn-northwest-1"];
  const { partitions } = parse(endpointsJson("http://127.0.0.1:4000", regions));
  expect(partitions.map(({ partition, regions: own }) => [partition, Object.keys(own)])).toEqual([
    ["aws", ["us-east-1"]],
    ["aws-cn", ["cn-north-1", "cn-northwest-1"]],
    ["aws-us-gov", ["us-gov-west-1"]],
    ["aws-eusc", ["eusc-de-east-1"]],
  ]);
  for (const { regionRegex, regions: own } of partitions)
    for (const region of Object.keys(own)) expect(region).toMatch(new RegExp(regionRegex));
});
