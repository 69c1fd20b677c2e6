import { describe, expect, it } from "vitest";
import { BEDROCK, SIGN_IN, snapshotOf } from "../../test/support.ts";

async function codes(
  settings: Record<string, string>,
): Promise<readonly (readonly [string, string | undefined])[]> {
  const { diagnostics } = await snapshotOf({ ...BEDROCK, ...SIGN_IN, ...settings });
  return diagnostics.map(({ code, key }) => [code, key]);
}

const SSO_REGION = "inferenceBedrockSsoRegion";
const START_URL = "inferenceBedrockSsoStartUrl";

describe("checks between keys", () => {
  it("two regions of one partition are fine", async () => {
    expect(await codes({ [SSO_REGION]: "eu-central-1" })).toEqual([]);
  });

  it("the SSO region must be in the start URL's partition", async () => {
    expect(await codes({ [START_URL]: "https://start.home.awsapps.cn/directory/d-1234567890" })).toEqual([
      ["partition-mismatch", SSO_REGION],
    ]);
  });

  it("the SSO region must be the one in the portal's host name", async () => {
    const portal = "https://ssoins-0123456789abcdef.eu-west-1.portal.amazonaws.com";
    expect(await codes({ [START_URL]: portal })).toEqual([["portal-region-mismatch", SSO_REGION]]);
    expect(await codes({ [START_URL]: portal, [SSO_REGION]: "eu-west-1" })).toEqual([]);
  });

  it("role credentials do not cross from the SSO region's partition to Bedrock's", async () => {
    const china = { inferenceBedrockRegion: "cn-north-1", inferenceModels: '["a"]' };
    expect(await codes(china)).toEqual([["partition-mismatch", SSO_REGION]]);
  });

  it.each([
    ["eu.anthropic.claude", "us-west-2", true],
    ["us.anthropic.claude", "eu-central-1", true],
    ["us.anthropic.claude", "us-gov-west-1", true],
    ["us.anthropic.claude", "us-east-1", false],
    ["apac.anthropic.claude", "ap-southeast-2", false],
    ["global.anthropic.claude", "eu-west-1", false],
    ["anthropic.claude", "eu-west-1", false],
  ])("%s in %s: warns %s", async (model, region, warns) => {
    const { diagnostics } = await snapshotOf({ inferenceBedrockRegion: region, inferenceModels: [model] });
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      warns ? [["model-geography", "warning"]] : [],
    );
  });
});
