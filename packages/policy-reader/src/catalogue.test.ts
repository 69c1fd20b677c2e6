import { describe, expect, it } from "vitest";
import { memorySource, reg, regLines, snapshotOf } from "../test/support.ts";
import { decideAuthMode } from "./decide/decide-auth-mode.ts";
import { readPolicy } from "./read-policy.ts";
import { findPolicyKeyIgnoringCase, isShowable, policyCatalogue, suggestKey } from "./catalogue.ts";

const defaultOf = (name: string): number => Number(policyCatalogue.find(({ key }) => key === name)?.default);

describe("the key catalogue", () => {
  it("holds every key once, also without case", () => {
    const names = policyCatalogue.map(({ key }) => key.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it("gives every key a label of its own and a help text in sentences", () => {
    const labels = policyCatalogue.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    for (const { key, label, help } of policyCatalogue) {
      expect(label, key).toMatch(/^[A-Z][^\n]{2,39}$/);
      expect(help, key).toMatch(/^[A-Z][^\n]{19,}\.$/);
    }
  });

  it("gives every key in use an example that its rule takes as it is, but no example of a secret", async () => {
    const inUse = policyCatalogue.filter(({ use, type }) => use !== "not-used" && type !== "secret");
    const examples = Object.fromEntries(inUse.map(({ key, example = "" }) => [key, example]));
    const snapshot = await readPolicy([memorySource(reg(regLines(examples)))]);
    expect(snapshot.diagnostics).toEqual([]);
    expect(snapshot.entries.map(({ key, status }) => [key, status])).toEqual(
      inUse.map(({ key }) => [key, "ok"]),
    );
    const secrets = policyCatalogue.filter(({ secret }) => secret);
    expect(secrets.map(({ example }) => example)).toEqual([undefined, undefined]);
  });

  it("limits every integer and every choice where the rule looks for them", () => {
    for (const { key, type, rule, range, choices } of policyCatalogue) {
      expect(range !== undefined, key).toBe(type === "integer");
      expect(choices !== undefined, key).toBe(rule === "provider" || rule === "service-tier");
    }
  });

  it("has the defaults that the decision uses", async () => {
    const helper = { inferenceCredentialHelper: "/opt/acme/helper" };
    const policy = { inferenceProvider: "bedrock", inferenceBedrockRegion: "us-west-2", ...helper };
    expect(decideAuthMode(await snapshotOf(policy))).toMatchObject({
      mode: "credential-helper",
      ttlSeconds: defaultOf("inferenceCredentialHelperTtlSec"),
      timeoutSeconds: defaultOf("inferenceCredentialHelperTimeoutSec"),
    });
  });

  it("has a number as the default of an integer, inside its limits", () => {
    for (const { key, range, default: fallback } of policyCatalogue) {
      if (range === undefined || fallback === undefined) continue;
      expect(Number(fallback), key).toBeGreaterThanOrEqual(range[0]);
      expect(Number(fallback), key).toBeLessThanOrEqual(range[1]);
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
