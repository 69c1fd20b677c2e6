import { memoryKeyStore } from "@latchkey/token-vault";
import { describe, expect, it } from "vitest";
import { composeSso } from "../src/main/compose.ts";
import { lockedKeyStore, POLICY, rehearse } from "./support/rehearsal.ts";

const { inferenceBedrockSsoRoleName: _, ...THREE_OF_FOUR } = POLICY;

describe("starting the app", () => {
  it("shows the sign-in page at first use", async () => {
    await using app = await rehearse();
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it("signs out when the policy names another start URL, and says so", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoStartUrl: "https://other.awsapps.com/start" });
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "configuration-changed" });
    app.writePolicy(POLICY);
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it.each(["https://acme.awsapps.com/start/", "https://ACME.awsapps.com/start#/"])(
    "stays signed in when the start URL only looks different: %s",
    async (inferenceBedrockSsoStartUrl) => {
      await using app = await rehearse();
      await app.signInOnce();
      app.writePolicy({ ...POLICY, inferenceBedrockSsoStartUrl });
      expect((await app.start()).screen.name).toBe("cowork");
    },
  );

  it("stays signed in when account or role change", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoRoleName: "Another" });
    expect((await app.start()).screen.name).toBe("cowork");
  });

  it("keeps the sign-in while the policy cannot be understood", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoAccountId: "not an account" });
    expect((await app.start()).screen.name).toBe("configuration-problem");
    app.writePolicy(POLICY);
    expect((await app.start()).screen.name).toBe("cowork");
  });

  it.each([
    [
      "a bearer token",
      { ...POLICY, inferenceBedrockBearerToken: "planted-bearer-token-value" },
      "other-credential",
    ],
    ["a profile", { ...POLICY, inferenceBedrockProfile: "bedrock" }, "other-credential"],
    ["only three of the four keys", THREE_OF_FOUR, "not-configured"],
    ["another provider", { ...POLICY, inferenceProvider: "vertex" }, "not-configured"],
    ["no key left", {}, "not-configured"],
  ])("never shows the sign-in page with %s, and forgets the sign-in", async (_title, policy, screen) => {
    await using app = await rehearse();
    await app.signInOnce();
    app.writePolicy(policy);
    expect((await app.start()).screen.name).toBe(screen);
    app.writePolicy(POLICY);
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it("needs no keychain where the policy gives another credential", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    app.writePolicy({ ...POLICY, inferenceBedrockProfile: "bedrock" });
    expect((await app.start({ keyStore: lockedKeyStore })).screen.name).toBe("other-credential");
    app.writePolicy(POLICY);
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it("says what to do when the keychain is locked, and keeps the sign-in", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    expect((await app.start({ keyStore: lockedKeyStore })).screen).toMatchObject({
      name: "keychain-problem",
      state: "locked",
      message: expect.stringContaining("Unlock"),
    });
    expect((await app.start()).screen.name).toBe("cowork");
  });

  it("offers sign-in when the stored one belongs to another key, and says so", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    expect((await app.start({ keyStore: memoryKeyStore() })).screen).toMatchObject({
      name: "sign-in",
      reason: "unreadable",
    });
  });

  it("refuses endpoint overrides in a packaged app", async () => {
    await using app = await rehearse();
    const { decision, vault } = await app.start();
    if (decision.mode !== "aws-sso") throw new Error("expected aws-sso");
    expect(() => composeSso({ ...app.settings, isPackaged: true }, decision, vault)).toThrow(/development/);
  });
});
