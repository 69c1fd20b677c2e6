import { expectSecret } from "@latchkey/test-kit";
import { describe, expect, it } from "vitest";
import { BEDROCK, SIGN_IN, snapshotOf } from "../../test/support.ts";
import { decideAuthMode } from "./decide-auth-mode.ts";
import type { AuthModeDecision } from "./decision-types.ts";

async function decide(settings: object): Promise<AuthModeDecision> {
  return decideAuthMode(await snapshotOf({ ...BEDROCK, ...settings }));
}

const without = (key: string): object =>
  Object.fromEntries(Object.entries(SIGN_IN).filter(([name]) => name !== key));
const codes = ({ diagnostics }: AuthModeDecision): readonly string[] => diagnostics.map(({ code }) => code);

describe("aws-sso", () => {
  it("carries the four values, normalised, and where requests go", async () => {
    const decision = await decide({
      ...SIGN_IN,
      inferenceBedrockSsoStartUrl: "https://ACME.awsapps.com/start/#/",
    });
    expect(decision).toMatchObject({
      mode: "aws-sso",
      startUrl: "https://acme.awsapps.com/start",
      ssoRegion: "us-east-1",
      accountId: "111122223333",
      roleName: "BedrockInference",
      bedrock: { region: "us-west-2", models: [{ id: "us.anthropic.claude-sonnet-4-20250514-v1:0" }] },
      diagnostics: [],
    });
    expect(decision.mode === "aws-sso" && decision.bedrock.endpoint.href).toBe(
      "https://bedrock-runtime.us-west-2.amazonaws.com/",
    );
  });

  it("wins over a credential helper, and says so", async () => {
    const decision = await decide({ ...SIGN_IN, inferenceCredentialHelper: "/opt/helper" });
    expect(decision.mode).toBe("aws-sso");
    expect(decision.diagnostics).toMatchObject([{ severity: "info", code: "helper-shadowed" }]);
  });

  it.each([
    ["missing", undefined],
    ["blank", "[]"],
    ["bad", "[1]"],
  ])("needs a model: %s", async (_, inferenceModels) => {
    const decision = await decide({ ...SIGN_IN, inferenceModels });
    if (decision.mode !== "config-error") throw new Error(decision.mode);
    expect(decision.problems[0]).toMatchObject({ code: "models-required", key: "inferenceModels" });
  });

  it("is a config-error when the values do not fit together", async () => {
    const decision = await decide({ ...SIGN_IN, inferenceBedrockSsoRegion: "cn-north-1" });
    expect(decision.mode).toBe("config-error");
    expect(codes(decision)).toContain("partition-mismatch");
  });

  it("is not kept from working by a blank bearer token or profile", async () => {
    const blank = { inferenceBedrockBearerToken: "  ", inferenceBedrockProfile: "" };
    expect((await decide({ ...SIGN_IN, ...blank })).mode).toBe("aws-sso");
  });
});

describe("partial sign-in", () => {
  it.each(Object.keys(SIGN_IN))("without %s: one warning that names it as missing", async (key) => {
    const decision = await decide(without(key));
    expect(decision).toMatchObject({
      mode: "none",
      diagnostics: [{ severity: "warning", code: "partial-sign-in" }],
    });
    expect(decision.diagnostics).toHaveLength(1);
    expect(decision.diagnostics[0]?.message).toContain(`missing: ${key}`);
  });

  it("says blank when the key is there and empty", async () => {
    const decision = await decide({ ...SIGN_IN, inferenceBedrockSsoRoleName: " " });
    expect(decision.diagnostics[0]?.message).toContain("blank: inferenceBedrockSsoRoleName");
    expect(decision.diagnostics[0]?.message).not.toContain("missing");
  });

  it("mentions a set key that is not valid in the same warning", async () => {
    const decision = await decide({
      inferenceBedrockSsoAccountId: "1",
      inferenceCredentialHelper: "/opt/helper",
    });
    expect(decision.mode).toBe("credential-helper");
    expect(decision.diagnostics).toHaveLength(1);
    expect(decision.diagnostics[0]?.message).toContain("set but not valid: inferenceBedrockSsoAccountId");
  });

  it("four blank keys are not a partial sign-in", async () => {
    const blank = Object.fromEntries(Object.keys(SIGN_IN).map((key) => [key, ""]));
    expect(await decide(blank)).toMatchObject({ mode: "none", diagnostics: [] });
  });
});

describe("other modes", () => {
  it("bearer-token hands over a Secret and says what it disables", async () => {
    const decision = await decide({
      ...SIGN_IN,
      inferenceBedrockBearerToken: " ABSKtoken ",
      inferenceBedrockProfile: "work",
      inferenceCredentialHelper: "/opt/helper",
    });
    if (decision.mode !== "bearer-token") throw new Error(decision.mode);
    expectSecret(decision.bearerToken, "ABSKtoken");
    expect(codes(decision)).toEqual(["profile-shadowed", "sign-in-shadowed", "helper-shadowed"]);
  });

  it("profile carries the folder and the CLI path when they are set", async () => {
    const paths = { inferenceBedrockAwsDir: "/etc/aws", inferenceBedrockAwsCliPath: "/usr/bin/aws" };
    expect(await decide({ ...SIGN_IN, inferenceBedrockProfile: "work", ...paths })).toMatchObject({
      mode: "profile",
      profile: "work",
      awsConfigDirectory: "/etc/aws",
      awsCliPath: "/usr/bin/aws",
      diagnostics: [{ code: "sign-in-shadowed" }],
    });
    expect(await decide({ inferenceBedrockProfile: "work" })).not.toHaveProperty("awsConfigDirectory");
  });

  it.each(["inferenceBedrockAwsDir", "inferenceBedrockAwsCliPath"])(
    "profile with a broken %s is an error, because the user's own would take its place",
    async (key) => {
      const broken = { [key]: "relative/path" };
      expect(await decide({ inferenceBedrockProfile: "work", ...broken })).toMatchObject({
        mode: "config-error",
        problems: [{ key }],
      });
      expect(await decide({ ...SIGN_IN, ...broken })).toMatchObject({ mode: "aws-sso" });
      expect(await decide({ inferenceBedrockProfile: "work", [key]: " " })).toMatchObject({
        mode: "profile",
      });
    },
  );

  it("profile without a model works, and warns", async () => {
    const decision = await decide({ inferenceBedrockProfile: "work", inferenceModels: "" });
    expect(decision).toMatchObject({
      mode: "profile",
      diagnostics: [{ severity: "warning", code: "models-required" }],
    });
  });

  it.each([
    [{}, 3600, 60],
    [{ inferenceCredentialHelperTtlSec: "0", inferenceCredentialHelperTimeoutSec: 5 }, 0, 5],
    [{ inferenceCredentialHelperTtlSec: "x", inferenceCredentialHelperTimeoutSec: "0" }, 3600, 60],
  ])("credential-helper with %j has TTL %i and timeout %i", async (settings, ttlSeconds, timeoutSeconds) => {
    expect(await decide({ inferenceCredentialHelper: "/opt/helper", ...settings })).toMatchObject({
      mode: "credential-helper",
      path: "/opt/helper",
      ttlSeconds,
      timeoutSeconds,
    });
  });

  it("a base URL and a tier are passed on, and a bad tier is not", async () => {
    const base = {
      inferenceBedrockBaseUrl: "https://vpce.example.com",
      inferenceBedrockServiceTier: "priority",
    };
    const decision = await decide({ ...SIGN_IN, ...base });
    if (decision.mode !== "aws-sso") throw new Error(decision.mode);
    expect(decision.bedrock).toMatchObject({
      serviceTier: "priority",
      baseUrl: new URL("https://vpce.example.com"),
    });
    expect(decision.bedrock.endpoint).toEqual(decision.bedrock.baseUrl);
    const bad = await decide({ ...SIGN_IN, inferenceBedrockServiceTier: "fast" });
    expect(bad.mode === "aws-sso" && "serviceTier" in bad.bedrock).toBe(false);
  });

  it("one problem with the connection does not hide a problem with a credential", async () => {
    const decision = await decide({
      inferenceBedrockRegion: "",
      inferenceBedrockProfile: "[x]",
      ...without("inferenceBedrockSsoRegion"),
    });
    expect(decision.mode).toBe("config-error");
    expect(decision.diagnostics.map(({ key }) => key)).toEqual([
      "inferenceBedrockRegion",
      "inferenceBedrockProfile",
      undefined,
    ]);
  });

  it("an unknown provider is inactive, with an error", async () => {
    const decision = await decide({ inferenceProvider: "Bedrock" });
    expect(decision).toMatchObject({
      mode: "inactive",
      diagnostics: [{ severity: "error", key: "inferenceProvider" }],
    });
  });
});
