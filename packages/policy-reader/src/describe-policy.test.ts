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

  it("lists the keys that no source sets when asked, and leaves other products' keys out", async () => {
    const snapshot = await snapshotOf({ ...BEDROCK, inferenceBedrockProfile: "" });
    const decision = decideAuthMode(snapshot);
    expect(describePolicy(snapshot, decision)).not.toHaveProperty("unset");
    const { unset = [] } = describePolicy(snapshot, decision, { includeUnset: true });
    const keys = unset.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(Object.keys(SIGN_IN)));
    expect(keys).not.toEqual(expect.arrayContaining(["inferenceBedrockProfile"]));
    expect(keys).not.toEqual(expect.arrayContaining(["inferenceProvider"]));
    expect(keys).not.toEqual(expect.arrayContaining(["deploymentOrganizationUuid"]));
    for (const { help } of unset) expect(help).not.toBe("");
  });

  it("puts settings in the order of the configuration window, and unknown names last", async () => {
    const { settings } = await report({
      zebra: "1",
      inferenceModels: "[]",
      inferenceBedrockRegion: "us-east-1",
    });
    expect(settings.map(({ key }) => key)).toEqual(["inferenceBedrockRegion", "inferenceModels", "zebra"]);
  });
});

async function withToken(inferenceBedrockBearerToken: string): Promise<PolicyReport> {
  return report({ ...BEDROCK, inferenceBedrockBearerToken });
}

const shown = ({ settings }: PolicyReport): string | undefined =>
  settings.find(({ key }) => key === "inferenceBedrockBearerToken")?.value;

describe("a secret in a report", () => {
  it("shows the start of its hash only when AWS generated it", async () => {
    expect(shown(await withToken(`ABSK${"x".repeat(28)}`))).toMatch(
      /^set, 32 characters, sha256:[0-9a-f]{4}…$/,
    );
    expect(shown(await withToken(`bedrock-api-key-${"x".repeat(28)}`))).toMatch(/sha256:/);
    expect(shown(await withToken("hunter2"))).toBe("set, 7 characters");
    expect(shown(await withToken(`ABSK${"x".repeat(27)}`))).toBe("set, 31 characters");
  });

  it("cannot be guessed from the report's fingerprint, which tells two generated ones apart", async () => {
    const [one, two] = [await withToken("hunter2"), await withToken("hunter3")];
    expect(one.fingerprint).toBe(two.fingerprint);
    const [long, other] = [
      await withToken(`ABSK${"x".repeat(28)}`),
      await withToken(`ABSK${"y".repeat(28)}`),
    ];
    expect(long.fingerprint).not.toBe(other.fingerprint);
  });

  it("leaves a report without any secret the fingerprint of its snapshot", async () => {
    const snapshot = await snapshotOf({ ...BEDROCK, ...SIGN_IN });
    expect(describePolicy(snapshot, decideAuthMode(snapshot)).fingerprint).toBe(snapshot.fingerprint);
  });
});
