import { describe, expect, it } from "vitest";
import { BEDROCK, SIGN_IN, snapshotOf } from "../test/support.ts";
import { decideAuthMode } from "./decide/decide-auth-mode.ts";
import { describePolicy, type PolicyReport } from "./describe-policy.ts";

async function report(settings: object): Promise<PolicyReport> {
  const snapshot = await snapshotOf(settings);
  return describePolicy(snapshot, decideAuthMode(snapshot));
}

const statusOf = ({ settings }: PolicyReport, key: string): string | undefined =>
  settings.find((setting) => setting.key === key)?.status;

describe("describePolicy", () => {
  it("survives a round trip through JSON", async () => {
    const described = await report({ ...BEDROCK, ...SIGN_IN, inferenceBedrockBearerToken: "ABSKtoken" });
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  it("shows value, types, source, status and why", async () => {
    const { settings } = await report({ inferenceProvider: "bedrock", inferenceBedrockRegion: true });
    expect(settings[1]).toEqual({
      key: "inferenceBedrockRegion",
      label: "AWS region",
      value: "",
      typeFound: "boolean",
      typeExpected: "string",
      source: "policy",
      status: "wrong-type",
      why: "policy: inferenceBedrockRegion: expected text, found the type boolean",
      losing: [],
    });
  });

  it("calls valid credentials ineffective when another one wins, and says why", async () => {
    const described = await report({
      ...BEDROCK,
      ...SIGN_IN,
      inferenceBedrockProfile: "work",
      inferenceCredentialHelper: "/x",
    });
    for (const key of [...Object.keys(SIGN_IN), "inferenceCredentialHelper"]) {
      expect(statusOf(described, key)).toBe("ineffective");
    }
    expect(statusOf(described, "inferenceBedrockProfile")).toBe("ok");
    expect(described.settings.find(({ key }) => key === "inferenceCredentialHelper")?.why).toContain(
      described.reason,
    );
  });

  it("calls nothing ineffective while the mode is undecided", async () => {
    const described = await report({ ...SIGN_IN, inferenceProvider: "bedrock" });
    expect(described.mode).toBe("config-error");
    expect(described.settings.map(({ status }) => status)).not.toContain("ineffective");
  });

  it("says each thing once", async () => {
    const { diagnostics } = await report({ ...BEDROCK, inferenceBedrockBearerToken: "two words" });
    expect(diagnostics.filter(({ key }) => key === "inferenceBedrockBearerToken")).toHaveLength(1);
  });
});
