import { describe, expect, it } from "vitest";
import { parseStartUrl, portalPartition } from "../src/index.ts";

const INSTANCE = "ssoins-0123456789abcdef";

describe("A.2: the forms of a start URL", () => {
  it.each([
    ["https://d-1234567890.awsapps.com/start", "aws", undefined],
    ["https://acme.awsapps.com/start", "aws", undefined],
    [`https://identitycenter.amazonaws.com/${INSTANCE}`, "aws", undefined],
    [`https://identitycenter.amazonaws.com.cn/${INSTANCE}`, "aws-cn", undefined],
    [`https://identitycenter.amazonaws.eu/${INSTANCE}`, "aws-eusc", undefined],
    [`https://identitycenter.us-gov.amazonaws.com/${INSTANCE}`, "aws-us-gov", undefined],
    [`https://${INSTANCE}.us-east-2.portal.amazonaws.com`, "aws", "us-east-2"],
    [`https://${INSTANCE}.us-gov-west-1.portal.amazonaws.com`, "aws-us-gov", "us-gov-west-1"],
    [`https://${INSTANCE}.cn-north-1.portal.amazonaws.com.cn`, "aws-cn", "cn-north-1"],
    [`https://${INSTANCE}.eusc-de-east-1.portal.amazonaws.eu`, "aws-eusc", "eusc-de-east-1"],
    [`https://${INSTANCE}.portal.us-east-2.app.aws`, "aws", "us-east-2"],
    [`https://${INSTANCE}.portal.cn-north-1.app.amazonwebservices.com.cn`, "aws-cn", "cn-north-1"],
    [`https://${INSTANCE}.portal.eusc-de-east-1.api.amazonwebservices.eu`, "aws-eusc", "eusc-de-east-1"],
    ["https://start.us-gov-home.awsapps.com/directory/d-1234567890", "aws-us-gov", undefined],
    ["https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/acme", "aws-us-gov", "us-gov-west-1"],
    ["https://start.home.awsapps.cn/directory/acme", "aws-cn", undefined],
    ["https://start.cn-north-1.home.awsapps.cn/directory/acme", "aws-cn", "cn-north-1"],
    ["https://acme.awsapps.cn/start", "aws-cn", undefined],
    ["https://view.awsapps.com/start", "aws", undefined],
  ])("%s is in %s", (startUrl, partition, region) => {
    expect(parseStartUrl(startUrl)).toEqual({
      status: "valid",
      startUrl,
      host: new URL(startUrl).host,
      partition,
      ...(region === undefined ? {} : { region }),
    });
  });
});

describe("spellings of one start URL", () => {
  it.each([
    "https://acme.awsapps.com/start/",
    "https://acme.awsapps.com/start#/",
    "https://acme.awsapps.com/start/#/?tab=accounts",
    "https://ACME.AWSAPPS.COM/start",
    "https://acme.awsapps.com./start",
    "https://acme.awsapps.com:443/start",
    "HTTPS://acme.awsapps.com/start",
  ])("%s is https://acme.awsapps.com/start", (spelling) => {
    expect(parseStartUrl(spelling)).toMatchObject({
      status: "valid",
      startUrl: "https://acme.awsapps.com/start",
    });
  });
});

describe("what is not a start URL", () => {
  it.each([
    ["", "not-a-url"],
    ["https://", "not-a-url"],
    ["acme.awsapps.com/start", "not-a-url"],
    ["http://acme.awsapps.com/start", "not-https"],
    ["https://user:password@acme.awsapps.com/start", "has-credentials"],
    ["https://acme.awsapps.com:8443/start", "has-port"],
    ["https://acme.awsapps.com/start?x=1", "has-query"],
    ["https://acme.awsapps.com/", "unexpected-path"],
    ["https://acme.awsapps.com/console", "unexpected-path"],
    ["https://sso.acme.example/start", "not-an-aws-portal"],
    [`https://acme.awsapps.com/${"a".repeat(2048)}`, "too-long"],
  ])("%j: %s", (value, reason) => {
    expect(parseStartUrl(value)).toMatchObject({ status: "invalid", reason });
  });

  it("a message never repeats the value", () => {
    const result = parseStartUrl("https://planted:secret@acme.awsapps.com/start");
    expect(JSON.stringify(result)).not.toContain("planted");
  });
});

describe("D.4: ownership is decided at label boundaries", () => {
  it.each([
    "awsapps.com.evil.net",
    "evil-awsapps.com",
    "x.app.aws.example.com",
    "portal.amazonaws.com.evil.net",
    "notidentitycenter.amazonaws.com",
    "evil-awsapps.cn",
    "",
    "amazonaws.com",
    "s3.amazonaws.com",
    "device.sso.us-east-1.amazonaws.com.evil.net",
    "device.sso.us-east-1.evil.net",
    "device.sso.evil.amazonaws.com",
    "evil.net/.awsapps.com",
  ])("%j is not AWS's", (host) => {
    expect(portalPartition(host)).toBeUndefined();
    expect(parseStartUrl(`https://${host}/start`).status).toBe("invalid");
  });

  it.each([
    ["Acme.AWSapps.com", "aws"],
    ["acme.awsapps.com.", "aws"],
    ["device.sso.eu-west-1.amazonaws.com", "aws"],
    ["device.sso.us-gov-west-1.amazonaws.com", "aws-us-gov"],
    ["device.sso.cn-north-1.amazonaws.com.cn", "aws-cn"],
    [`${INSTANCE}.us-east-1.portal.amazonaws.com`, "aws"],
    ["identitycenter.amazonaws.com", "aws"],
  ])("%s belongs to %s", (host, partition) => {
    expect(portalPartition(host)).toBe(partition);
  });
});

describe("a region that contradicts its host's suffix", () => {
  it.each([
    `${INSTANCE}.cn-north-1.portal.amazonaws.com`,
    `${INSTANCE}.us-east-1.portal.amazonaws.com.cn`,
    `${INSTANCE}.portal.eusc-de-east-1.app.aws`,
    `${INSTANCE}.not-a-region.portal.amazonaws.com`,
  ])("%s is no start URL", (host) => {
    expect(parseStartUrl(`https://${host}`)).toMatchObject({
      status: "invalid",
      reason: "not-an-aws-portal",
    });
  });

  it("does not move the host into the region's partition", () => {
    expect(portalPartition(`${INSTANCE}.cn-north-1.portal.amazonaws.com`)).toBe("aws");
    expect(portalPartition("start.us-east-1.us-gov-home.awsapps.com")).toBe("aws-us-gov");
  });
});
