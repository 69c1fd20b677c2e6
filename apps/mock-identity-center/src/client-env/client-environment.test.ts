import { expect, test } from "vitest";
import { clientEnvironment, clientKinds } from "./client-environment.ts";
import type { ClientAddress } from "./client-environment.ts";
import { withoutInterference } from "./inherited-environment.ts";

const address: ClientAddress = {
  oidcUrl: "http://127.0.0.1:1",
  portalUrl: "http://127.0.0.1:2",
  stsUrl: "http://127.0.0.1:3",
  bedrockUrl: "http://127.0.0.1:4",
  startUrl: "https://acme.awsapps.com/start",
  region: "eu-west-1",
  accountId: "111122223333",
  roleName: "BedrockInference",
};
const endpoints = {
  AWS_ENDPOINT_URL_SSO_OIDC: "http://127.0.0.1:1",
  AWS_ENDPOINT_URL_SSO: "http://127.0.0.1:2",
  AWS_ENDPOINT_URL_STS: "http://127.0.0.1:3",
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: "http://127.0.0.1:4",
};
const alone = { AWS_EC2_METADATA_DISABLED: "true" };
const region = { AWS_REGION: "eu-west-1" };
const regions = { ...region, AWS_DEFAULT_REGION: "eu-west-1" };
const proxied = { ...address, proxyUrl: "http://127.0.0.1:5", caFile: "/tmp/ca.pem" };

test.for([
  ["sdk-js", region],
  ["go", region],
  ["terraform", region],
  ["aws-cli", regions],
  ["boto3", regions],
] as const)("%s: an endpoint per service, and the region", ([kind, ofRegion]) => {
  expect(clientEnvironment(kind, address)).toEqual({ ...endpoints, ...ofRegion, ...alone });
});

test("aws-cli-old: the folder of its endpoints.json", () => {
  expect(clientEnvironment("aws-cli-old", { ...address, endpointsFolder: "/tmp/data" })).toEqual({
    AWS_DATA_PATH: "/tmp/data",
    AWS_STS_REGIONAL_ENDPOINTS: "regional",
    ...regions,
    ...alone,
  });
});

test.for(["aws-cli-old", "rclone"] as const)("%s is refused when nothing leads it to the mock", (kind) => {
  const code = "CLIENT_NOT_REACHABLE";
  expect(() => clientEnvironment(kind, address)).toThrow(expect.objectContaining({ code }));
});

test("rclone through a proxy: the authority is for the whole program", () => {
  expect(clientEnvironment("rclone", proxied)).toEqual({
    HTTPS_PROXY: "http://127.0.0.1:5",
    SSL_CERT_FILE: "/tmp/ca.pem",
    AWS_SDK_LOAD_CONFIG: "1",
    ...region,
    ...alone,
  });
});

test.for([
  ["aws-cli", regions],
  ["boto3", regions],
  ["aws-cli-old", { ...regions, AWS_STS_REGIONAL_ENDPOINTS: "regional" }],
  ["go", { ...region, AWS_SDK_LOAD_CONFIG: "1" }],
  ["terraform", region],
] as const)("%s through a proxy keeps AWS's host names", ([kind, more]) => {
  expect(clientEnvironment(kind, proxied)).toEqual({
    HTTPS_PROXY: "http://127.0.0.1:5",
    AWS_CA_BUNDLE: "/tmp/ca.pem",
    ...more,
    ...alone,
  });
});

test("sdk-js ignores a proxy, and takes the authority as Node does", () => {
  expect(clientEnvironment("sdk-js", proxied)).toEqual({
    ...endpoints,
    NODE_EXTRA_CA_CERTS: "/tmp/ca.pem",
    ...region,
    ...alone,
  });
});

test("what interferes is taken out of an inherited environment, the rest stays", () => {
  const inherited = {
    PATH: "/usr/bin",
    HOME: "/home/ada",
    NOTHING: undefined,
    AWS_PROFILE: "other",
    AWS_CA_BUNDLE: "/etc/ca.pem",
    HTTPS_PROXY: "http://proxy.example:3128",
    no_proxy: "localhost",
    SSL_CERT_FILE: "/etc/ca.pem",
    MY_AWS_PROFILE: "kept",
  };
  expect(withoutInterference(inherited)).toEqual({
    PATH: "/usr/bin",
    HOME: "/home/ada",
    MY_AWS_PROFILE: "kept",
  });
});

test("everything that the variables set counts as interfering, so that no old value survives", () => {
  for (const kind of clientKinds) expect(withoutInterference(clientEnvironment(kind, proxied))).toEqual({});
});
