/** The example policies of the repository say the same thing in every format. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decideAuthMode } from "../src/decide/decide-auth-mode.ts";
import { policyFileSource } from "../src/sources/policy-file-source.ts";
import type { PolicySnapshot } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import { memorySource, reg, regLines, TOKEN } from "./support.ts";

const path = (name: string): string =>
  fileURLToPath(new URL(`../../../examples/policies/${name}`, import.meta.url));
const EXAMPLES = ["acme.mobileconfig", "acme.reg", "acme.json"];

const read = async (name: string): Promise<PolicySnapshot> =>
  readPolicy([policyFileSource({ path: path(name) })]);

describe("example policies", () => {
  it.each(EXAMPLES)("%s leads to AWS sign-in without any complaint", async (name) => {
    const snapshot = await read(name);
    expect(snapshot.diagnostics).toEqual([]);
    expect(decideAuthMode(snapshot)).toMatchObject({
      mode: "aws-sso",
      startUrl: "https://acme.awsapps.com/start",
      ssoRegion: "us-east-1",
      accountId: "111122223333",
      roleName: "BedrockInference",
      bedrock: { region: "us-west-2", models: [{ id: "us.anthropic.claude-sonnet-4-20250514-v1:0" }] },
      diagnostics: [],
    });
  });

  it("lead to one and the same decision and fingerprint", async () => {
    const snapshots = await Promise.all(EXAMPLES.map(read));
    const [reference] = snapshots;
    for (const snapshot of snapshots) {
      expect(snapshot.fingerprint).toBe(reference?.fingerprint);
      expect(JSON.stringify(decideAuthMode(snapshot))).toBe(
        JSON.stringify(reference && decideAuthMode(reference)),
      );
    }
  });

  it("acme.reg is UTF-16 LE with a byte-order mark and CRLF line ends", () => {
    const bytes = readFileSync(path("acme.reg"));
    expect([...bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    const content = bytes.subarray(2).toString("utf16le");
    expect(content.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("acme.reg removes an older bearer token and profile when both are imported into one key", async () => {
    const older = regLines({ inferenceBedrockBearerToken: TOKEN, inferenceBedrockProfile: "work" });
    const newer = readFileSync(path("acme.reg"))
      .subarray(2)
      .toString("utf16le")
      .split("\r\n")
      .slice(2)
      .join("\n");
    const imported = await readPolicy([memorySource(reg(`${older}\n${newer}`))]);
    expect(decideAuthMode(imported).mode).toBe("aws-sso");
    const kept = newer.replaceAll(/^.*=-$/gm, "");
    const stale = await readPolicy([memorySource(reg(`${older}\n${kept}`))]);
    expect(decideAuthMode(stale).mode).toBe("bearer-token");
  });
});
