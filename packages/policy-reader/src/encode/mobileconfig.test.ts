import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exportPolicy } from "./export-policy.ts";
import type { ExportPolicyOptions, PolicyExportValues } from "./export-types.ts";
import { nameUuid } from "./name-uuid.ts";

function profile(values: PolicyExportValues, options?: ExportPolicyOptions): string {
  const result = exportPolicy("mobileconfig", values, options);
  if (result.status === "refused") throw new Error(JSON.stringify(result.diagnostics));
  return new TextDecoder().decode(result.bytes);
}

const linesOf = (text: string): readonly string[] => text.split("\n").map((line) => line.trim());

const uuidsIn = (text: string): readonly string[] =>
  text.match(/[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/g) ?? [];

describe("a profile", () => {
  it("says what the example of the repository says, with the same identifiers", () => {
    const example = new URL("../../../../examples/policies/acme.mobileconfig", import.meta.url);
    const written = profile(
      {
        inferenceProvider: "bedrock",
        inferenceBedrockRegion: "us-west-2",
        inferenceBedrockSsoStartUrl: "https://acme.awsapps.com/start",
        inferenceBedrockSsoRegion: "us-east-1",
        inferenceBedrockSsoAccountId: "111122223333",
        inferenceBedrockSsoRoleName: "BedrockInference",
        inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"],
      },
      { organization: "Acme", profileIdentifier: "com.acme.latchkey.policy" },
    );
    const missing = linesOf(readFileSync(example, "utf8")).filter((line) => !linesOf(written).includes(line));
    expect(missing).toEqual([
      "<key>PayloadDescription</key>",
      "<string>AWS sign-in for Latchkey at Acme</string>",
    ]);
  });

  it("is for the system unless the user is asked for", () => {
    expect(profile({})).toContain("<key>PayloadScope</key>\n\t<string>System</string>");
    expect(profile({}, { scope: "user" })).toContain("<key>PayloadScope</key>\n\t<string>User</string>");
  });

  it("keeps its identifiers and UUIDs whatever it holds, and has others for another domain or scope", () => {
    const empty = uuidsIn(profile({}));
    expect(empty).toHaveLength(2);
    expect(uuidsIn(profile({ inferenceProvider: "bedrock" }, { organization: "Acme" }))).toEqual(empty);
    const domain = uuidsIn(profile({}, { domain: "com.acme.desk" }));
    const user = uuidsIn(profile({}, { scope: "user" }));
    expect(new Set([...empty, ...domain, ...user]).size).toBe(6);
  });

  it("escapes markup in values and names", () => {
    const text = profile({ egressProxyUrl: 'a<b>&"c' }, { organization: "A & <B>" });
    expect(text).toContain('<string>a&lt;b&gt;&amp;"c</string>');
    expect(text).toContain("<string>A &amp; &lt;B&gt;</string>");
  });
});

describe("a UUID from a name", () => {
  it("is the one of the specification's example", () => {
    expect(nameUuid("www.example.com")).toBe("2ED6657D-E927-568B-95E1-2665A8AEA6A2");
  });
});
