import { describe, expect, it } from "vitest";
import { BEDROCK, memorySource, snapshotOf, text, TOKEN } from "../../test/support.ts";
import { decideAuthMode } from "../decide/decide-auth-mode.ts";
import { describePolicy } from "../describe-policy.ts";
import { readPolicy } from "../read-policy.ts";
import { formatPolicyReport } from "./format-report.ts";

async function textOf(settings: object, width?: number): Promise<string> {
  const snapshot = await snapshotOf(settings);
  const report = describePolicy(snapshot, decideAuthMode(snapshot));
  return formatPolicyReport(report, width === undefined ? {} : { width });
}

describe("formatPolicyReport", () => {
  it("aligns keys, statuses and values, and says below why", async () => {
    const settings = { ...BEDROCK, inferenceBedrockBearerToken: TOKEN, inferenceBedrockServiceTier: "fast" };
    const report = await textOf(settings);
    expect(report.replace(/[0-9a-f]{16}\n/, "FINGERPRINT\n")).toBe(`Mode         bearer-token
Reason       The policy sets a shared bearer token, which wins over every other credential.
Fingerprint  FINGERPRINT

Sources
  machine  policy  read as json

Settings
  inferenceProvider            ok         bedrock
      Inference provider; string → string; policy
  inferenceBedrockRegion       ok         us-west-2
      AWS region; string → string; policy
  inferenceBedrockBearerToken  ok         set, 37 characters, sha256:da10…
      AWS bearer token; string → secret; policy
  inferenceBedrockServiceTier  malformed
      Bedrock service tier; string → string; policy
      why: expected one of flex, priority
  inferenceModels              ok         us.anthropic.claude-sonnet-4-20250514-v1:0
      Model list; string → list; policy
`);
  });

  it.each([60, 80, 100, 120])("keeps to %i characters", async (width) => {
    const models = JSON.stringify(Array.from({ length: 40 }, (_, index) => `eu.example.model-${index}`));
    const report = await textOf(
      { ...BEDROCK, inferenceModels: models, [`inference${"x".repeat(40)}`]: "1" },
      width,
    );
    expect(report.split("\n").filter((line) => line.length > width)).toEqual([]);
  });

  it("shows who a value lost to", async () => {
    const sources = [
      memorySource(text('{"inferenceBedrockRegion":"us-east-1"}'), "machine-file"),
      memorySource(text('{"inferenceBedrockRegion":"eu-west-1"}'), "user-file", "user"),
    ];
    const snapshot = await readPolicy(sources, { precedence: "user-over-machine" });
    expect(formatPolicyReport(describePolicy(snapshot, decideAuthMode(snapshot)))).toContain(
      "      lost: machine-file: us-east-1 (shadowed); user-file sets it too, and wins\n",
    );
  });

  it("puts findings about the whole policy at the end, and each only once", async () => {
    const report = await textOf({ ...BEDROCK, inferenceBedrockSsoAccountId: "111122223333" });
    expect(report).toContain(
      "\nFindings about the whole policy\n  warning: policy: only 1 of the four AWS SSO keys",
    );
    expect(report.match(/only 1 of the four/g)).toHaveLength(1);
  });

  it("lets no value steer the terminal", async () => {
    const report = await textOf({ ...BEDROCK, coworkEgressAllowedHosts: ["a\u009b2Jb\u202ec\u200bd"] });
    expect(report).toContain(String.raw`a\u{9b}2Jb\u{202e}c\u{200b}d`);
    expect(report).not.toMatch(/[\u0080-\u009f\u200b\u202e]/);
  });
});
