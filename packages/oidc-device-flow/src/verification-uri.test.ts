import { describe, expect, it } from "vitest";
import { checkVerificationUri } from "./verification-uri.ts";

const CODE = "ABCD-EFGH";
const check = (uri: string, region = "eu-west-1", allowedOrigins: string[] = []): unknown =>
  checkVerificationUri({ uri, userCode: CODE, region, allowedOrigins });

describe("RFC 8628 3.3.1: checkVerificationUri accepts", () => {
  it.each([
    ["V1", `https://device.sso.eu-west-1.amazonaws.com/?user_code=${CODE}`, "eu-west-1"],
    [
      "V2: the code in the fragment",
      `https://acme.awsapps.com/start/#/device?user_code=${CODE}`,
      "us-east-1",
    ],
    [
      "V3: another host of the same owner",
      `https://ssoins-0.us-east-2.portal.amazonaws.com/#/device?user_code=${CODE}`,
      "us-east-2",
    ],
    ["V6: an address without a code", "https://device.sso.eu-west-1.amazonaws.com/", "eu-west-1"],
    ["GovCloud", `https://device.sso.us-gov-west-1.amazonaws.com/?user_code=${CODE}`, "us-gov-west-1"],
    ["China", `https://acme.awsapps.cn/start/#/device?user_code=${CODE}`, "cn-north-1"],
  ])("%s, unchanged", (_title, uri, region) => {
    expect(check(uri, region)).toEqual({ status: "safe", uri, host: new URL(uri).host });
  });

  it("V6: a plain address without being told the code", () => {
    const uri = "https://device.sso.eu-west-1.amazonaws.com/";
    expect(checkVerificationUri({ uri, region: "eu-west-1" })).toMatchObject({ status: "safe" });
  });

  it("a stand-in's origin only when it is named, and still compares the code", () => {
    const uri = `http://127.0.0.1:4000/device?user_code=${CODE}`;
    expect(check(uri)).toMatchObject({ status: "unsafe" });
    expect(check(uri, "eu-west-1", ["http://127.0.0.1:4000"])).toMatchObject({ status: "safe" });
    expect(check(`${uri}X`, "eu-west-1", ["http://127.0.0.1:4000"])).toMatchObject({
      reason: "code-mismatch",
    });
  });
});

describe("V4: checkVerificationUri refuses", () => {
  it.each([
    ["http://device.sso.eu-west-1.amazonaws.com/", "not-https"],
    ["file:///etc/passwd", "not-https"],
    ["smb://acme.awsapps.com/share", "not-https"],
    ["javascript:alert(1)", "not-https"],
    ["ms-msdt:/id", "not-https"],
    ["https://user@acme.awsapps.com/start", "has-credentials"],
    ["https://acme.awsapps.com@evil.net/start", "has-credentials"],
    ["https://acme.awsapps.com:8443/start", "has-port"],
    [`https://acme.awsapps.com/${"x".repeat(8192)}`, "too-long"],
    ["https://acme.awsapps.com/start\nhttps://evil.net", "invalid-characters"],
    ["https://acme.awsapps.com\\@evil.net/", "invalid-characters"],
    ["https://acme.awsapps.com/ start", "invalid-characters"],
    ["https://аcme.awsapps.com/start", "invalid-characters"],
    ["https://awsapps.com.evil.net/start", "not-an-aws-portal"],
    ["https://evil-awsapps.com/start", "not-an-aws-portal"],
    ["https://evil-awsapps.cn/start", "not-an-aws-portal"],
    ["https://notidentitycenter.amazonaws.com/ssoins-0123456789abcdef", "not-an-aws-portal"],
    ["https://x.app.aws.example.com/", "not-an-aws-portal"],
    ["https://portal.amazonaws.com.evil.net/", "not-an-aws-portal"],
    ["https://device.sso.eu-west-1.evil.net/", "not-an-aws-portal"],
    ["https://127.0.0.1/", "not-an-aws-portal"],
    ["", "invalid-characters"],
    ["not-a-url", "not-a-url"],
    ["data:text/html,x", "not-https"],
    ["search-ms:query=x", "not-https"],
    ["https:acme.awsapps.com.evil.net", "not-an-aws-portal"],
    ["https://device.sso.eu-west-1.amazonaws.com.:8443/", "has-port"],
    ["https://[::1]/", "not-an-aws-portal"],
    ["https://2130706433/", "not-an-aws-portal"],
    ["https://device.sso.eu-west-1.amazonaws.com%2eevil.net/", "not-an-aws-portal"],
    ["https://xn--wsapps-4nf.com/start", "not-an-aws-portal"],
  ])("gap: verification URI with an odd scheme or host: %j: %s", (uri, reason) => {
    expect(check(uri)).toEqual({ status: "unsafe", reason });
  });

  it("an address of another partition", () => {
    expect(check("https://acme.awsapps.com/start", "cn-north-1")).toMatchObject({
      reason: "not-an-aws-portal",
    });
  });

  it("any scheme but http and https, whatever origins are named", () => {
    expect(check("file:///etc/passwd", "eu-west-1", ["null"])).toMatchObject({ reason: "not-https" });
  });

  it("an address with a code when no code is given to compare", () => {
    const uri = `https://device.sso.eu-west-1.amazonaws.com/?user_code=${CODE}`;
    expect(checkVerificationUri({ uri, region: "eu-west-1" })).toMatchObject({ reason: "code-mismatch" });
  });

  it.each([
    [
      "V5, RFC 8628 5.4, RFC 8628 5.7: another code",
      "https://acme.awsapps.com/start/#/device?user_code=EVIL-CODE",
    ],
    [
      "two codes, one of them another",
      `https://acme.awsapps.com/start?user_code=${CODE}&user_code=EVIL-CODE`,
    ],
    [
      "another code in a fragment without a question mark",
      "https://acme.awsapps.com/start#user_code=EVIL-CODE",
    ],
    [
      "another code behind the fragment",
      `https://acme.awsapps.com/start?user_code=${CODE}#/?user_code=EVIL-CODE`,
    ],
  ])("%s", (_title, uri) => {
    expect(check(uri)).toEqual({ status: "unsafe", reason: "code-mismatch" });
  });
});
