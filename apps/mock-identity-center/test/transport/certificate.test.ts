/** The generated authority and the certificate it issues: names, chain, files. */

import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { defaultSeed, startMockIdentityCenter } from "../../src/index.ts";
import { fetchCertificate } from "../support/certificates.ts";

test("it is good for this machine, AWS's names of the seed's regions, start URLs and own hosts", async () => {
  const [instance] = defaultSeed.instances;
  if (instance === undefined) throw new Error("The default seed has an instance");
  const china = {
    ...instance,
    startUrl: "https://start.home.awsapps.cn/directory/x",
    region: "cn-north-1",
    identityStoreId: undefined,
  };
  await using mock = await startMockIdentityCenter({
    seed: { ...defaultSeed, instances: [instance, china], settings: { bedrockRegions: ["us-gov-west-1"] } },
    tls: { hosts: ["mock.example", "*.mock.example", "192.0.2.7", "2001:db8::7"] },
  });
  const { leaf } = await fetchCertificate(mock);
  const hosts = [
    "localhost",
    "oidc.us-east-1.amazonaws.com",
    "portal.sso.us-east-1.amazonaws.com",
    "portal.sso.us-east-1.api.aws",
    "device.sso.us-east-1.amazonaws.com",
    "sts.us-east-1.amazonaws.com",
    "sts.amazonaws.com",
    "bedrock-runtime-fips.us-east-1.amazonaws.com",
    "oidc.cn-north-1.amazonaws.com.cn",
    "bedrock-runtime.us-gov-west-1.amazonaws.com",
    "d-1234567890.awsapps.com",
    "start.home.awsapps.cn",
    "mock.example",
    "a.mock.example",
  ];
  expect(hosts.filter((host) => leaf.checkHost(host) === undefined)).toEqual([]);
  const addresses = ["127.0.0.1", "::1", "192.0.2.7", "2001:db8::7"];
  expect(addresses.filter((address) => leaf.checkIP(address) === undefined)).toEqual([]);
  for (const stranger of ["s3.us-east-1.amazonaws.com", "oidc.eu-west-1.amazonaws.com", "example.com"])
    expect(leaf.checkHost(stranger)).toBeUndefined();
});

test("the authority is elliptic, may issue and nothing else, and vouches for the server only", async () => {
  await using mock = await startMockIdentityCenter({ tls: true });
  const { leaf, ca } = await fetchCertificate(mock);
  expect([ca.ca, leaf.ca]).toEqual([true, false]);
  expect(ca.publicKey.asymmetricKeyDetails?.namedCurve).toBe("prime256v1");
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.checkIssued(ca)).toBe(true);
  expect(leaf.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
  const days = (leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / 86_400_000;
  expect(Math.round(days)).toBe(398);
});

test("it is valid on the wall clock, wherever the mock's clock stands", async () => {
  await using mock = await startMockIdentityCenter({ tls: true, clock: { now: () => Date.UTC(2001, 0, 1) } });
  const { leaf } = await fetchCertificate(mock);
  expect(leaf.validFromDate.getTime()).toBeLessThan(Date.now());
  expect(leaf.validToDate.getTime()).toBeGreaterThan(Date.now());
});

test("caFile holds the authority's certificate, no key, and is removed at the end", async () => {
  const mock = await startMockIdentityCenter({ tls: true });
  const { caFile = "", caCertificate = "" } = mock;
  expect(await readFile(caFile, "utf8")).toBe(caCertificate);
  expect(caCertificate).not.toContain("PRIVATE");
  expect((await stat(new URL(".", `file://${caFile}`))).mode & 0o777).toBe(0o700);
  await mock.close();
  expect(existsSync(caFile)).toBe(false);
});

test("two mocks trust nothing of each other", async () => {
  await using one = await startMockIdentityCenter({ tls: true });
  await using other = await startMockIdentityCenter({ tls: true });
  const { leaf } = await fetchCertificate(one);
  const ca = new X509Certificate(other.caCertificate ?? "");
  expect(leaf.checkIssued(ca)).toBe(false);
  expect(leaf.verify(ca.publicKey)).toBe(false);
});

test("a mock without TLS has no certificate, and a port in use leaves no file behind", async () => {
  await using mock = await startMockIdentityCenter();
  expect([mock.caFile, mock.caCertificate]).toEqual([undefined, undefined]);
  const port = Number(new URL(mock.url).port);
  await expect(startMockIdentityCenter({ port, tls: true })).rejects.toMatchObject({
    code: "ADDRESS_UNAVAILABLE",
  });
});

test.for(["https://mock.example", "mock.example:443", "a b", "-x", "", "*", "a.*.example", "x".repeat(64)])(
  "%j is no host",
  async (host) => {
    await expect(startMockIdentityCenter({ tls: { hosts: [host] } })).rejects.toMatchObject({
      code: "TLS_HOST_INVALID",
    });
  },
);
