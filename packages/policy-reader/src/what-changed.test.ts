import { describe, expect, it } from "vitest";
import { BEDROCK, SIGN_IN, snapshotOf, TOKEN } from "../test/support.ts";
import { decideAuthMode } from "./decide/decide-auth-mode.ts";
import type { AuthModeDecision } from "./decide/decision-types.ts";
import { whatChanged, type LaunchAction, type SignInIdentity } from "./what-changed.ts";

const PREVIOUS: SignInIdentity = {
  startUrl: "https://acme.awsapps.com/start",
  ssoRegion: "us-east-1",
  accountId: "111122223333",
  roleName: "BedrockInference",
};
const START_URL = "inferenceBedrockSsoStartUrl";
const REGION = "inferenceBedrockSsoRegion";
const ACCOUNT = "inferenceBedrockSsoAccountId";
const ROLE = "inferenceBedrockSsoRoleName";

const decide = async (settings: object): Promise<AuthModeDecision> =>
  decideAuthMode(await snapshotOf(settings));
const after = async (changes: object): Promise<LaunchAction> =>
  whatChanged(PREVIOUS, await decide({ ...BEDROCK, ...SIGN_IN, ...changes }));

describe("at launch", () => {
  it("the same policy changes nothing, whether it was kept as an identity or as a decision", async () => {
    const decision = await decide({ ...BEDROCK, ...SIGN_IN });
    if (decision.mode !== "aws-sso") throw new Error(decision.reason);
    expect(whatChanged(PREVIOUS, decision)).toMatchObject({ action: "unchanged", keys: [] });
    expect(whatChanged(decision, decision)).toMatchObject({ action: "unchanged", keys: [] });
  });

  it.each([
    [{ [START_URL]: "https://other.awsapps.com/start" }, [START_URL]],
    [{ [REGION]: "us-west-2" }, [REGION]],
    [{ [REGION]: "us-west-2", [ROLE]: "Other" }, [REGION, ROLE]],
  ])("another portal or region ends the sign-in: %j", async (changes, keys) => {
    expect(await after(changes)).toMatchObject({ action: "clear-sign-in", keys });
  });

  it.each([
    "https://acme.awsapps.com/start/",
    "https://acme.awsapps.com/start/#/",
    "https://acme.awsapps.com/start#/",
    "https://ACME.awsapps.com/start",
    "HTTPS://acme.awsapps.com:443/start",
  ])(
    "a start URL that only looks different changes nothing, in the policy or in what was kept: %s",
    async (url) => {
      expect(await after({ [START_URL]: url })).toMatchObject({ action: "unchanged" });
      const next = await decide({ ...BEDROCK, ...SIGN_IN });
      expect(whatChanged({ ...PREVIOUS, startUrl: url, ssoRegion: "US-EAST-1" }, next)).toMatchObject({
        action: "unchanged",
      });
    },
  );

  it("a kept start URL that is no longer valid is another one", async () => {
    const next = await decide({ ...BEDROCK, ...SIGN_IN });
    expect(whatChanged({ ...PREVIOUS, startUrl: "acme" }, next).action).toBe("clear-sign-in");
  });

  it.each([
    [{ [ACCOUNT]: "444455556666" }, [ACCOUNT]],
    [{ [ROLE]: "Other" }, [ROLE]],
    [{ [ACCOUNT]: "444455556666", [ROLE]: "Other" }, [ACCOUNT, ROLE]],
  ])("another account or role keeps the sign-in and drops its credentials: %j", async (changes, keys) => {
    expect(await after(changes)).toMatchObject({ action: "drop-role-credentials", keys });
  });

  it.each([
    ["a bearer token", { inferenceBedrockBearerToken: TOKEN }],
    ["a profile", { inferenceBedrockProfile: "acme" }],
    ["three of the four keys", { [ROLE]: "" }],
    ["none of the four keys", { [START_URL]: "", [REGION]: "", [ACCOUNT]: "", [ROLE]: "" }],
    ["a helper instead of the keys", { [ROLE]: "", inferenceCredentialHelper: "/opt/helper" }],
    ["another provider", { inferenceProvider: "vertex" }],
  ])("%s ends the sign-in, so that it does not come back later", async (_, changes) => {
    const action = await after(changes);
    expect(action.action).toBe("clear-sign-in");
    expect(JSON.stringify(action)).not.toContain(TOKEN);
  });

  it("a policy that is gone ends the sign-in", () => {
    const next: AuthModeDecision = { mode: "inactive", reason: "", diagnostics: [] };
    expect(whatChanged(PREVIOUS, next).action).toBe("clear-sign-in");
  });

  it.each([
    ["cannot be read", { mode: "unknown", reason: "", diagnostics: [] }],
    ["has an error", { mode: "config-error", reason: "", diagnostics: [], problems: [] }],
  ] as const)("a policy that %s keeps everything", (_, next) => {
    expect(whatChanged(PREVIOUS, next)).toMatchObject({ action: "keep", keys: [] });
  });

  it("nothing is done when nobody has signed in", async () => {
    expect(whatChanged(undefined, await decide({})).action).toBe("unchanged");
  });

  it("every action has one sentence of reason", async () => {
    for (const changes of [{}, { [ROLE]: "Other" }, { [REGION]: "us-west-2" }, { inferenceProvider: "x" }]) {
      expect((await after(changes)).reason).toMatch(/^The .*\.$/);
    }
  });
});
