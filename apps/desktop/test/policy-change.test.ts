/** The administrator's policy changes on disk while somebody signs in, and the app starts again afterwards. */
import { describe, expect, it } from "vitest";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { POLICY, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";

const OTHER_START_URL = { ...POLICY, inferenceBedrockSsoStartUrl: "https://other.awsapps.com/start" };
const CHANGED = { state: "config-error", reason: "configuration-changed" };

/** Signs in, and changes the policy between the code and the approval. */
async function signInMeanwhile(app: Rehearsal, change: () => void): Promise<SignInState> {
  const signIn = app.signIn(await app.services(), (state) => {
    if (state.state !== "code") return;
    change();
    app.mock.approve(state.userCode, USER);
  });
  return signIn.run();
}

describe("a policy change while signing in", () => {
  it.each([
    ["another start URL", OTHER_START_URL],
    ["another region", { ...POLICY, inferenceBedrockSsoRegion: "eu-central-1" }],
    ["a bearer token", { ...POLICY, inferenceBedrockBearerToken: "planted-bearer-token-value" }],
    ["a profile", { ...POLICY, inferenceBedrockProfile: "bedrock" }],
    ["only three of the four keys", { ...POLICY, inferenceBedrockSsoRoleName: undefined }],
  ])("%s: nothing is stored, the session is ended, and the person is told", async (_, policy) => {
    await using app = await rehearse();
    const services = await app.services();
    expect(await signInMeanwhile(app, () => app.writePolicy(policy))).toEqual(CHANGED);
    expect((await services.store.read()).status).toBe("absent");
    expect(app.mock.sessions().map(({ status }) => status)).toEqual(["signed-out"]);
    app.writePolicy(POLICY);
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it("another start URL: the sign-in of the old one is never shown as one of the new one", async () => {
    await using app = await rehearse();
    await signInMeanwhile(app, () => app.writePolicy(OTHER_START_URL));
    expect((await app.start()).screen).toMatchObject({
      name: "sign-in",
      decision: { startUrl: OTHER_START_URL.inferenceBedrockSsoStartUrl },
    });
    expect(await (await app.services()).keeper.accessToken()).toMatchObject({ status: "sign-in-needed" });
  });

  it("another start URL a moment after storing: the next launch clears it, and says why", async () => {
    await using app = await rehearse();
    expect((await signInMeanwhile(app, () => undefined)).state).toBe("success");
    app.writePolicy(OTHER_START_URL);
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "configuration-changed" });
    app.writePolicy(POLICY);
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
  });

  it("another start URL while an earlier sign-in is stored: that one is not replaced", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const before = await services.store.read();
    app.clock.advance(1000);
    await signInMeanwhile(app, () => app.writePolicy(OTHER_START_URL));
    const after = await services.store.read();
    if (before.status !== "found" || after.status !== "found") throw new Error("it is still stored");
    expect(after.signIn.tokens.expiresAt).toEqual(before.signIn.tokens.expiresAt);
  });

  it.each([
    [
      "a start URL that only looks different",
      { ...POLICY, inferenceBedrockSsoStartUrl: "https://ACME.awsapps.com/start/" },
    ],
    ["other models", { ...POLICY, inferenceModels: ["us.anthropic.claude-opus-4-20250514-v1:0"] }],
    ["a policy that cannot be understood", { ...POLICY, inferenceBedrockSsoAccountId: "not an account" }],
  ])("%s: signed in all the same", async (_, policy) => {
    await using app = await rehearse();
    const services = await app.services();
    expect((await signInMeanwhile(app, () => app.writePolicy(policy))).state).toBe("success");
    expect((await services.store.read()).status).toBe("found");
  });

  it("another account or role: signed in, and the next session start uses the new ones", async () => {
    await using app = await rehearse();
    const end = await signInMeanwhile(app, () =>
      app.writePolicy({ ...POLICY, inferenceBedrockSsoRoleName: "Another" }),
    );
    expect(end.state).toBe("success");
    expect((await app.start()).screen).toMatchObject({ name: "cowork", decision: { roleName: "Another" } });
  });
});
