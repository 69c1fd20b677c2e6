import { describe, expect, it } from "vitest";
import type { PolicyEntry } from "../src/policy-types.ts";
import { readPolicy } from "../src/read-policy.ts";
import { memorySource, plistXml, POLICY_KEY, reg, text } from "./support.ts";

async function only(bytes: Uint8Array): Promise<PolicyEntry | undefined> {
  return (await readPolicy([memorySource(bytes)])).entries[0];
}

const plist = (key: string, value: string): Uint8Array =>
  text(plistXml(`<dict><key>${key}</key>${value}</dict>`));
const registry = (line: string): Uint8Array => reg(`${POLICY_KEY}\n${line}\n`);

describe("native types in a property list", () => {
  it.each([
    ["inferenceModels", "<array><string>a.model</string></array>", [{ id: "a.model" }]],
    ["disableAutoUpdates", "<true/>", true],
    ["inferenceCredentialHelperTtlSec", "<integer>60</integer>", 60],
    ["inferenceBedrockSsoAccountId", "<integer>111122223333</integer>", "111122223333"],
  ])("%s as %s is taken with a warning", async (key, value, result) => {
    expect(await only(plist(key, value))).toMatchObject({
      status: "ok-coerced",
      value: result,
      diagnostics: [{ severity: "warning", code: "native-type-coerced" }],
    });
  });

  it("an account ID that lost its leading zero is refused", async () => {
    const entry = await only(plist("inferenceBedrockSsoAccountId", "<integer>12345678901</integer>"));
    expect(entry).toMatchObject({ status: "wrong-type" });
    expect(entry?.diagnostics[0]?.message).toContain("leading zeros");
  });

  it.each(["<data>QQ==</data>", "<date>2026-01-01T00:00:00Z</date>", "<real>1.5</real>", "<dict/>"])(
    "%s where text is due is a wrong type",
    async (value) => {
      expect(await only(plist("inferenceBedrockRegion", value))).toMatchObject({ status: "wrong-type" });
    },
  );
});

describe("registry types", () => {
  it("names compare without case, and the odd case is a warning", async () => {
    expect(await only(registry('"INFERENCEBEDROCKREGION"="us-west-2"'))).toMatchObject({
      key: "inferenceBedrockRegion",
      status: "ok",
      value: "us-west-2",
      diagnostics: [{ severity: "warning", code: "key-case" }],
    });
  });

  it.each([
    ['"disableAutoUpdates"=dword:00000001', true],
    ['"inferenceCredentialHelperTtlSec"=dword:0000003c', 60],
  ])("%s is the documented form", async (line, value) => {
    expect(await only(registry(line))).toMatchObject({ status: "ok", value, diagnostics: [] });
  });

  it("REG_DWORD where text is due is a wrong type", async () => {
    expect(await only(registry('"inferenceBedrockSsoAccountId"=dword:00000001'))).toMatchObject({
      status: "wrong-type",
      rawType: "REG_DWORD",
    });
  });

  it("REG_EXPAND_SZ is set and unusable", async () => {
    expect(await only(registry('"inferenceBedrockRegion"=hex(2):75,00,00,00'))).toMatchObject({
      status: "wrong-type",
      rawType: "REG_EXPAND_SZ",
      diagnostics: [{ code: "unreadable-type" }],
    });
  });
});
