import { describe, expect, it } from "vitest";
import { answeringSource, BEDROCK, SIGN_IN, snapshotOf } from "../../test/support.ts";
import { decideAuthMode } from "../decide/decide-auth-mode.ts";
import { readPolicy } from "../read-policy.ts";
import { egressRequirements } from "./egress-requirements.ts";
import type { EgressRequirements } from "./egress-types.ts";

const FINE = { ...BEDROCK, ...SIGN_IN };
const SSO_HOSTS = ["oidc.us-east-1.amazonaws.com", "portal.sso.us-east-1.amazonaws.com"];

async function egressOf(settings: object): Promise<EgressRequirements> {
  const snapshot = await snapshotOf(settings);
  return egressRequirements(snapshot, decideAuthMode(snapshot));
}

const hostsOf = ({ hosts }: EgressRequirements): readonly string[] => hosts.map(({ host }) => host);
const ssoHostsOf = (requirements: EgressRequirements): readonly string[] =>
  hostsOf(requirements).filter((host) => /^(?:oidc|portal\.sso)\./.test(host));

describe("hosts of AWS sign-in", () => {
  it("say what each is for and when it is needed", async () => {
    const { hosts, partition } = await egressOf(FINE);
    expect(partition).toBe("aws");
    expect(hosts.map(({ host, neededFor }) => [host, ...neededFor])).toEqual([
      ["acme.awsapps.com", "browser"],
      ["*.awsapps.com", "browser"],
      ["device.sso.us-east-1.amazonaws.com", "browser"],
      ["oidc.us-east-1.amazonaws.com", "sign-in"],
      ["portal.sso.us-east-1.amazonaws.com", "sign-in", "session-start"],
      ["bedrock-runtime.us-west-2.amazonaws.com", "inference"],
    ]);
    for (const { purpose, notUsedWhile } of hosts) {
      expect(purpose).not.toBe("");
      expect(notUsedWhile).toBeUndefined();
    }
  });

  it("are listed exactly when all four keys are set", async () => {
    const keys = Object.keys(SIGN_IN);
    for (let set = 0; set < 2 ** keys.length; set++) {
      const some = Object.fromEntries(
        Object.entries(SIGN_IN).map(([key, value], index) => [key, (set >> index) % 2 === 1 ? value : " "]),
      );
      const requirements = await egressOf({ ...BEDROCK, ...some });
      expect(ssoHostsOf(requirements), JSON.stringify(some)).toEqual(
        set === 2 ** keys.length - 1 ? SSO_HOSTS : [],
      );
      expect(hostsOf(requirements)).toHaveLength(set === 2 ** keys.length - 1 ? 6 : 1);
    }
  });

  it.each([
    ["the bearer token is set", { inferenceBedrockBearerToken: "ABSKtoken" }],
    ["the bearer token is set", { inferenceBedrockBearerToken: "not valid" }],
    ["the profile name is set", { inferenceBedrockProfile: "work" }],
    ["the policy does not select Bedrock", { inferenceProvider: "vertex" }],
  ])("stay listed while %s, and say so", async (reason, change) => {
    const { hosts } = await egressOf({ ...FINE, ...change });
    const signIn = hosts.filter(({ neededFor }) => !neededFor.includes("inference"));
    expect(signIn).toHaveLength(5);
    for (const { notUsedWhile } of signIn) expect(notUsedWhile).toBe(reason);
    for (const { notUsedWhile } of hosts.filter(({ neededFor }) => neededFor.includes("inference")))
      expect(notUsedWhile).toBeUndefined();
  });

  it("are not marked as idle for a helper, which is weaker, or for an error to be repaired", async () => {
    for (const change of [{ inferenceCredentialHelper: "/opt/helper" }, { inferenceModels: "[]" }])
      expect((await egressOf({ ...FINE, ...change })).hosts.map((host) => host.notUsedWhile)).toEqual(
        Array.from({ length: 6 }, () => undefined),
      );
  });

  it.each([
    [
      "GovCloud",
      "https://start.us-gov-home.awsapps.com/directory/acme",
      "us-gov-west-1",
      [
        "start.us-gov-home.awsapps.com",
        "*.us-gov-home.awsapps.com",
        "device.sso.us-gov-west-1.amazonaws.com",
        "oidc.us-gov-west-1.amazonaws.com",
        "portal.sso.us-gov-west-1.amazonaws.com",
      ],
    ],
    [
      "China",
      "https://start.cn-north-1.home.awsapps.cn/directory/acme",
      "cn-north-1",
      [
        "start.cn-north-1.home.awsapps.cn",
        "*.awsapps.cn",
        "device.sso.cn-north-1.amazonaws.com.cn",
        "oidc.cn-north-1.amazonaws.com.cn",
        "portal.sso.cn-north-1.amazonaws.com.cn",
      ],
    ],
    [
      "the European Sovereign Cloud",
      "https://ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu",
      "eusc-de-east-1",
      [
        "ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu",
        "*.portal.amazonaws.eu",
        "device.sso.eusc-de-east-1.amazonaws.eu",
        "oidc.eusc-de-east-1.amazonaws.eu",
        "portal.sso.eusc-de-east-1.amazonaws.eu",
      ],
    ],
    [
      "a new portal of the commercial partition",
      "https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com",
      "us-east-1",
      [
        "ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com",
        "*.awsapps.com",
        "device.sso.us-east-1.amazonaws.com",
        ...SSO_HOSTS,
      ],
    ],
  ])("have the suffixes of %s", async (_, inferenceBedrockSsoStartUrl, region, expected) => {
    const requirements = await egressOf({
      ...FINE,
      inferenceBedrockSsoStartUrl,
      inferenceBedrockSsoRegion: region,
      inferenceBedrockRegion: region,
    });
    expect(hostsOf(requirements).slice(0, -1)).toEqual(expected);
    expect(hostsOf(requirements).at(-1)).toMatch(new RegExp(`^bedrock-runtime\\.${region}\\.`));
  });

  it("leave out what a broken value names, with a note", async () => {
    const badRegion = await egressOf({ ...FINE, inferenceBedrockSsoRegion: "us-east-1.evil.example/" });
    expect(hostsOf(badRegion)).toEqual([
      "acme.awsapps.com",
      "*.awsapps.com",
      "bedrock-runtime.us-west-2.amazonaws.com",
    ]);
    expect(badRegion.notes[0]).toContain("inferenceBedrockSsoRegion is not valid");
    const badUrl = await egressOf({
      ...FINE,
      inferenceBedrockSsoStartUrl: "https://awsapps.com.evil.example/start",
    });
    expect(hostsOf(badUrl)).toEqual(hostsOf(await egressOf(FINE)).slice(1));
    expect(badUrl.notes[0]).toContain("inferenceBedrockSsoStartUrl is not valid");
    expect(JSON.stringify([badRegion, badUrl])).not.toContain("evil");
  });

  it("mention the identity provider, whose host nobody can know", async () => {
    expect((await egressOf(FINE)).notes.some((note) => note.includes("identity provider"))).toBe(true);
    expect((await egressOf(BEDROCK)).notes).toEqual([]);
  });
});

describe("the host of inference", () => {
  it.each([
    ["https://vpce.example.com", { host: "vpce.example.com" }],
    ["https://proxy.example.com:8443", { host: "proxy.example.com", port: 8443 }],
  ])("is the base URL's, in place of the public one: %s", async (inferenceBedrockBaseUrl, expected) => {
    const { hosts } = await egressOf({ ...BEDROCK, inferenceBedrockBaseUrl });
    expect(hosts).toEqual([
      { ...expected, purpose: expect.stringContaining("base URL"), neededFor: ["inference"] },
    ]);
  });

  it("is never the public one while the base URL is broken", async () => {
    const { hosts, notes } = await egressOf({ ...BEDROCK, inferenceBedrockBaseUrl: "http://x" });
    expect(hosts).toEqual([]);
    expect(notes).toEqual(["inferenceBedrockBaseUrl is not valid, so its host is not listed."]);
  });

  it("is missing without a region, or with another provider", async () => {
    expect((await egressOf({ ...BEDROCK, inferenceBedrockRegion: "" })).notes[0]).toContain(
      "inferenceBedrockRegion",
    );
    expect(await egressOf({ ...BEDROCK, inferenceProvider: "vertex" })).toEqual({
      hosts: [],
      sandboxHosts: [],
      notes: [],
    });
  });
});

describe("the rest", () => {
  it("hosts of the sandbox stand apart", async () => {
    const requirements = await egressOf({ ...BEDROCK, coworkEgressAllowedHosts: '["*.corp.example.com"]' });
    expect(requirements.sandboxHosts).toEqual(["*.corp.example.com"]);
    expect(hostsOf(requirements)).not.toContain("*.corp.example.com");
  });

  it.each([
    ["profile", { inferenceBedrockProfile: "work" }, "named profile"],
    ["helper", { inferenceCredentialHelper: "/opt/helper" }, "credential helper"],
  ])("a %s may reach more than the policy says", async (_, change, words) => {
    expect((await egressOf({ ...BEDROCK, ...change })).notes).toEqual([expect.stringContaining(words)]);
  });

  it("without a policy that can be read, the empty list explains itself", async () => {
    const snapshot = await readPolicy([answeringSource({ status: "unreadable", diagnostics: [] })]);
    expect(egressRequirements(snapshot, decideAuthMode(snapshot))).toEqual({
      hosts: [],
      sandboxHosts: [],
      notes: ["The policy could not be read. Nothing can be listed."],
    });
  });
});
