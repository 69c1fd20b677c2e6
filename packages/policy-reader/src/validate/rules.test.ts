import { describe, expect, it } from "vitest";
import { snapshotOf } from "../../test/support.ts";
import type { PolicyEntry } from "../policy-types.ts";
import type { ReadPolicyOptions } from "../read-policy.ts";

/** The entry that one setting becomes. */
async function entryFor(key: string, value: unknown, options?: ReadPolicyOptions): Promise<PolicyEntry> {
  const snapshot = await snapshotOf({ [key]: value }, options);
  const [entry] = snapshot.entries;
  if (entry === undefined) throw new Error("the policy has no entry");
  return entry;
}

const ACCEPTED: readonly (readonly [key: string, value: unknown, result: unknown])[] = [
  ["inferenceProvider", "bedrock", "bedrock"],
  ["inferenceProvider", "  bedrock\t", "bedrock"],
  ["inferenceBedrockRegion", "us-west-2", "us-west-2"],
  ["inferenceBedrockRegion", "us-gov-west-1", "us-gov-west-1"],
  ["inferenceBedrockRegion", "eusc-de-east-1", "eusc-de-east-1"],
  ["inferenceBedrockRegion", "xx-nowhere-1".replace("xx", "ap"), "ap-nowhere-1"],
  [
    "inferenceBedrockSsoStartUrl",
    "https://D-1234567890.awsapps.com/start/#/",
    "https://d-1234567890.awsapps.com/start",
  ],
  ["inferenceBedrockSsoAccountId", "012345678901", "012345678901"],
  ["inferenceBedrockSsoRoleName", "Team_A+=,.@-1", "Team_A+=,.@-1"],
  ["inferenceBedrockProfile", "default", "default"],
  ["inferenceBedrockProfile", "Zoë's profile", "Zoë's profile"],
  ["inferenceBedrockBaseUrl", "https://vpce-1.bedrock.example.com", "https://vpce-1.bedrock.example.com"],
  ["inferenceBedrockBaseUrl", "https://proxy.example.com:8443/", "https://proxy.example.com:8443"],
  ["inferenceBedrockServiceTier", "flex", "flex"],
  ["inferenceBedrockAwsDir", "~/.aws", "~/.aws"],
  ["inferenceBedrockAwsDir", String.raw`%USERPROFILE%\.aws`, String.raw`%USERPROFILE%\.aws`],
  ["inferenceBedrockAwsDir", String.raw`\\server\share\aws`, String.raw`\\server\share\aws`],
  ["inferenceBedrockAwsCliPath", String.raw`C:\Program Files\aws.exe`, String.raw`C:\Program Files\aws.exe`],
  ["inferenceCredentialHelper", "/opt/acme/helper", "/opt/acme/helper"],
  ["inferenceCredentialHelperTtlSec", "0", 0],
  ["inferenceCredentialHelperTtlSec", 86_400, 86_400],
  ["inferenceCredentialHelperTimeoutSec", "600", 600],
  ["disableAutoUpdates", "true", true],
  ["disableAutoUpdates", "0", false],
  ["disableAutoUpdates", false, false],
];

const REFUSED: readonly (readonly [key: string, value: unknown, reason: string])[] = [
  ["inferenceProvider", "Bedrock", 'write "bedrock" in lower case'],
  ["inferenceProvider", "aws", "expected one of"],
  ["inferenceBedrockRegion", "us-east-1a", "availability zone"],
  ["inferenceBedrockRegion", "us-east-1.evil.com/", "expected an AWS region"],
  ["inferenceBedrockRegion", "x@host#", "expected an AWS region"],
  ["inferenceBedrockRegion", "us-east-1\nevil", "control character"],
  ["inferenceBedrockSsoRegion", "us-east-1\u200b", "invisible character"],
  ["inferenceBedrockSsoStartUrl", "http://acme.awsapps.com/start", "https://"],
  ["inferenceBedrockSsoStartUrl", "https://acme.awsapps.com.evil.net/start", "AWS access portal"],
  ["inferenceBedrockSsoStartUrl", "https://user@acme.awsapps.com/start", "without a user name"],
  ["inferenceBedrockSsoAccountId", "1111-2222-3333", "leave out the hyphens"],
  ["inferenceBedrockSsoAccountId", "11112222333", "12 digits"],
  ["inferenceBedrockSsoAccountId", "١١١١٢٢٢٢٣٣٣٣", "12 digits"],
  ["inferenceBedrockSsoRoleName", "arn:aws:iam::111122223333:role/x", "name of the permission set"],
  ["inferenceBedrockSsoRoleName", "AWSReservedSSO_Bedrock_0123456789abcdef", "name of the permission set"],
  ["inferenceBedrockSsoRoleName", "x".repeat(33), "1 to 32 letters"],
  ["inferenceBedrockSsoRoleName", "a b", "1 to 32 letters"],
  ["inferenceBedrockProfile", "[prod]", "without brackets"],
  ["inferenceBedrockBaseUrl", "http://proxy.example.com", "expected an https URL"],
  ["inferenceBedrockBaseUrl", "http://localhost:4000", "expected an https URL"],
  ["inferenceBedrockBaseUrl", "https://host.example.com/v1", "only the host origin"],
  ["inferenceBedrockBaseUrl", "https://host.example.com/?", "only the host origin"],
  ["inferenceBedrockBaseUrl", "https://user:pw@host.example.com", "without a user name"],
  ["inferenceBedrockBaseUrl", "bedrock.example.com", "expected an https URL"],
  ["egressProxyUrl", "http://user:pw@proxy.example.com:3128", "without a user name or password"],
  ["egressProxyUrl", "user:pw@proxy.example.com:3128", "without a user name or password"],
  ["egressProxyPacUrl", "HTTPS://user@proxy.example.com/a.pac", "without a user name or password"],
  ["inferenceBedrockProfile", `ABSK${"x".repeat(40)}`, "belongs in inferenceBedrockBearerToken alone"],
  [
    "inferenceModels",
    `["bedrock-api-key-${"x".repeat(40)}"]`,
    "belongs in inferenceBedrockBearerToken alone",
  ],
  ["inferenceModels", ["a.model", `ABSK${"x".repeat(40)}`], "belongs in inferenceBedrockBearerToken alone"],
  ["inferenceProvider", { note: `ABSK${"x".repeat(40)}` }, "belongs in inferenceBedrockBearerToken alone"],
  ["inferenceBedrockServiceTier", "Flex", 'write "flex" in lower case'],
  ["inferenceBedrockServiceTier", "standard", "expected one of flex, priority"],
  ["inferenceBedrockAwsDir", "relative/.aws", "absolute path"],
  ["inferenceBedrockAwsDir", "~other/.aws", "absolute path"],
  ["inferenceCredentialHelper", `/${"x".repeat(1024)}`, "absolute path"],
  ["inferenceCredentialHelperTtlSec", "-1", "from 0 to 86400"],
  ["inferenceCredentialHelperTimeoutSec", "0", "from 1 to 600"],
  ["inferenceCredentialHelperTimeoutSec", "601", "from 1 to 600"],
  ["inferenceCredentialHelperTimeoutSec", "1e2", "from 1 to 600"],
  ["disableAutoUpdates", "yes", 'expected "true" or "false"'],
  ["inferenceBedrockBearerToken", "Bearer abc", 'leave out the word "Bearer"'],
  ["inferenceBedrockBearerToken", "two words", "without spaces"],
  ["inferenceBedrockBearerToken", "x".repeat(8193), "at most 8192"],
];

const WRONG_TYPE: readonly (readonly [key: string, value: unknown])[] = [
  ["inferenceProvider", true],
  ["inferenceProvider", null],
  ["inferenceBedrockRegion", ["us-west-2"]],
  ["inferenceBedrockSsoRoleName", { name: "x" }],
  ["inferenceBedrockSsoAccountId", 12_345_678_901],
  ["inferenceBedrockSsoAccountId", 1.5],
  ["inferenceBedrockBearerToken", ["token"]],
  ["inferenceBedrockBearerToken", 123],
  ["inferenceModels", true],
  ["inferenceCredentialHelperTtlSec", 1.5],
  ["disableAutoUpdates", ["true"]],
];

describe("rules", () => {
  it.each(ACCEPTED)("%s accepts %j", async (key, value, result) => {
    expect(await entryFor(key, value)).toMatchObject({ status: "ok", value: result });
  });

  it.each(REFUSED)(
    "%s refuses %j, and the message names file, key and reason",
    async (key, value, reason) => {
      const entry = await entryFor(key, value);
      expect(entry).toMatchObject({
        status: "malformed",
        diagnostics: [{ severity: "error", key, source: "policy" }],
      });
      expect(entry).not.toHaveProperty("value");
      expect(entry.diagnostics[0]?.message.startsWith(`policy: ${key}: `)).toBe(true);
      expect(entry.diagnostics[0]?.message).toContain(reason);
    },
  );

  it.each(WRONG_TYPE)("%s calls %j a wrong type", async (key, value) => {
    expect(await entryFor(key, value)).toMatchObject({
      status: "wrong-type",
      diagnostics: [{ severity: "error", code: "wrong-type", key }],
    });
  });

  it.each(["", "   ", "\u00a0\ufeff\t"])("blank text %j counts as not set", async (value) => {
    for (const key of [
      "inferenceBedrockProfile",
      "inferenceBedrockBearerToken",
      "inferenceModels",
      "disableAutoUpdates",
    ]) {
      expect(await entryFor(key, value)).toMatchObject({
        status: "blank",
        diagnostics: [{ severity: "info" }],
      });
    }
  });

  it("a region in upper case is taken with a warning", async () => {
    expect(await entryFor("inferenceBedrockRegion", "US-West-2")).toMatchObject({
      status: "ok-coerced",
      value: "us-west-2",
      diagnostics: [{ severity: "warning", code: "value-normalised" }],
    });
  });

  it("a numeric account ID of 12 digits is taken with a warning", async () => {
    expect(await entryFor("inferenceBedrockSsoAccountId", 111_122_223_333)).toMatchObject({
      status: "ok-coerced",
      value: "111122223333",
      diagnostics: [{ code: "native-type-coerced" }],
    });
  });

  it("a host that is not Amazon's has a code of its own", async () => {
    expect(await entryFor("inferenceBedrockSsoStartUrl", "https://sso.example.com/start")).toMatchObject({
      status: "malformed",
      diagnostics: [{ code: "not-an-aws-portal" }],
    });
  });

  it("http to this machine is taken only when the caller allows it", async () => {
    const options = { allowLoopbackHttp: true };
    for (const url of ["http://localhost:4000", "http://127.0.0.1:4000", "http://[::1]:4000"]) {
      expect(await entryFor("inferenceBedrockBaseUrl", url, options)).toMatchObject({
        status: "ok",
        value: url,
      });
    }
    expect((await entryFor("inferenceBedrockBaseUrl", "http://localhost.evil.com", options)).status).toBe(
      "malformed",
    );
  });

  it("a home directory given by the caller replaces ~ and %USERPROFILE%", async () => {
    const unix = await entryFor("inferenceBedrockAwsDir", "~/.aws", { homeDirectory: "/home/zoë/" });
    expect(unix.value).toBe("/home/zoë/.aws");
    const windows = await entryFor("inferenceBedrockAwsDir", String.raw`%UserProfile%\.aws`, {
      homeDirectory: String.raw`C:\Users\$1`,
    });
    expect(windows.value).toBe(String.raw`C:\Users\$1\.aws`);
  });

  it("a helper path with arguments gets a warning", async () => {
    expect(await entryFor("inferenceCredentialHelper", "/opt/helper --json")).toMatchObject({
      status: "ok",
      diagnostics: [{ code: "suspicious-value" }],
    });
  });
});

describe("unknown keys", () => {
  it.each([
    ["inferencebedrockregion", "did you mean inferenceBedrockRegion?"],
    ["inferenceBedrockSsoStartURL", "did you mean inferenceBedrockSsoStartUrl?"],
    ["inferenceBedrokRegion", "did you mean inferenceBedrockRegion?"],
    ["inferenceModel", "did you mean inferenceModels?"],
    ["inferenceBedrock.Region", "did you mean inferenceBedrockRegion?"],
  ])("%s: %s", async (key, suggestion) => {
    const entry = await entryFor(key, "x");
    expect(entry).toMatchObject({ key, status: "unknown-key", diagnostics: [{ severity: "warning" }] });
    expect(entry.diagnostics[0]?.message).toContain(suggestion);
  });

  it("nothing is suggested for a key that resembles none", async () => {
    expect((await entryFor("favouriteColour", "x")).diagnostics[0]?.message).not.toContain("did you mean");
  });

  it.each([
    "inferenceVertexProject",
    "inferenceFoundryResource",
    "inferenceGatewayUrl",
    "inferenceAnthropicApiKey",
  ])("%s is another provider's, and not a typo", async (key) => {
    expect(await entryFor(key, "x")).toMatchObject({
      status: "ineffective",
      diagnostics: [{ severity: "info" }],
    });
  });

  it("a name that could be a token is not repeated", async () => {
    const entry = await entryFor("ABSKQmVkcm9ja0FQSUtleS0xMjM0NTY3ODkw", "x");
    expect(entry.key).toBe("(unprintable key)");
  });
});
