import { describe, expect, it } from "vitest";
import { findPolicyKeyIgnoringCase, isShowable, policyCatalogue, suggestKey } from "./catalogue.ts";

describe("the key catalogue", () => {
  it("holds every key once, also without case", () => {
    const names = policyCatalogue.map(({ key }) => key.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it("gives every key a label and a help text", () => {
    for (const { key, label, help } of policyCatalogue) {
      expect(label, key).not.toBe("");
      expect(help, key).toMatch(/\.$/);
    }
  });

  it("holds the keys of the product document under their labels", () => {
    const labels = Object.fromEntries(policyCatalogue.map(({ key, label }) => [key, label]));
    expect(labels).toMatchObject({
      inferenceBedrockRegion: "AWS region",
      inferenceBedrockBearerToken: "AWS bearer token",
      inferenceBedrockBaseUrl: "Bedrock base URL",
      inferenceBedrockProfile: "AWS profile name",
      inferenceBedrockAwsDir: "AWS config directory",
      inferenceBedrockSsoStartUrl: "AWS SSO start URL",
      inferenceBedrockSsoRegion: "AWS SSO region",
      inferenceBedrockSsoAccountId: "AWS SSO account ID",
      inferenceBedrockSsoRoleName: "AWS SSO role name",
      inferenceBedrockServiceTier: "Bedrock service tier",
      inferenceModels: "Model list",
    });
  });

  it("shows no secret and nothing unknown", () => {
    expect(isShowable("inferenceBedrockRegion")).toBe(true);
    for (const key of [
      "inferenceBedrockBearerToken",
      "INFERENCEBEDROCKBEARERTOKEN",
      "inferenceCustomHeaders",
      "other",
    ]) {
      expect(isShowable(key)).toBe(false);
    }
  });

  it("finds a key with one letter more, less, changed, or two swapped", () => {
    for (const name of ["inferenceeProvider", "inferencProvider", "inferenceProvidor", "inferenceProvidre"]) {
      expect(suggestKey(name)).toBe("inferenceProvider");
    }
    expect(suggestKey("infProvider")).toBeUndefined();
    expect(suggestKey("")).toBeUndefined();
  });

  it("is not fooled by names of object members", () => {
    for (const name of ["__proto__", "constructor", "toString"]) {
      expect(findPolicyKeyIgnoringCase(name)).toBeUndefined();
    }
  });
});
