/** The app as its window sees it, against the mock: what each screen offers, and what it refuses. */
import { expect, test } from "vitest";
import { NotNow } from "../src/main/shell/ipc.ts";
import { codeIn, deskOf, nameOf, signInAt } from "./support/desk.ts";
import { lockedKeyStore, POLICY, rehearse, USER } from "./support/rehearsal.ts";

const NO_WORK = {
  session: { state: "idle" },
  turns: [],
  models: [{ id: POLICY.inferenceModels[0], label: POLICY.inferenceModels[0] }],
};

test("one click shows the code, opens the browser once, and leads to Cowork", async () => {
  await using rehearsal = await rehearse();
  const desk = deskOf(rehearsal);
  const { app, states, opened, calls } = desk;
  await app.start();
  const signedIn = signInAt(desk, rehearsal);
  expect(() => app.startSignIn()).toThrow(NotNow);
  await signedIn;
  expect(states.map(nameOf)).toEqual([
    "starting",
    "sign-in/idle",
    "sign-in/starting",
    "sign-in/code",
    "sign-in/waiting",
    "sign-in/success",
  ]);
  expect(opened).toHaveLength(1);
  expect(calls).toEqual(["front"]);
  app.continueToCowork();
  expect(app.state.screen).toEqual({
    name: "cowork",
    startUrlHost: "acme.awsapps.com",
    region: "us-east-1",
    accountId: POLICY.inferenceBedrockSsoAccountId,
    roleName: POLICY.inferenceBedrockSsoRoleName,
    work: NO_WORK,
  });
  expect(
    await deskOf(rehearsal)
      .app.start()
      .then(() => nameOf(app.state)),
  ).toBe("cowork");
  const after = await app.signOut();
  expect(after.portalSession).toBe("ended");
  expect(nameOf(app.state)).toBe("sign-in/idle");
});

test("copies the code and the link that are shown, and nothing once the sign-in is cancelled", async () => {
  await using rehearsal = await rehearse();
  const desk = deskOf(rehearsal);
  const { app, clipboard, opened, until } = desk;
  await app.start();
  let code = "";
  desk.onWaiting = (state) => {
    code = codeIn(state);
    void app.copyCode();
    void app.copyLink();
    app.cancelSignIn();
  };
  app.startSignIn();
  await until("sign-in/cancelled");
  expect(clipboard).toEqual([code, opened[0]]);
  await expect(app.copyCode()).rejects.toThrow(NotNow);
  await expect(app.copyDetails()).rejects.toThrow(NotNow);
  expect(() => app.cancelSignIn()).toThrow(NotNow);
  app.backToOffer();
  expect(nameOf(app.state)).toBe("sign-in/idle");
});

test("a window that closes cancels the sign-in in it", async () => {
  await using rehearsal = await rehearse();
  const desk = deskOf(rehearsal);
  const { app, until } = desk;
  await app.start();
  desk.onWaiting = () => app.windowClosed();
  app.startSignIn();
  await until("sign-in/cancelled");
  expect(rehearsal.mock.requests({ operation: "CreateToken" })).toEqual([]);
});

test("a browser that does not open is said, and can be tried again", async () => {
  await using rehearsal = await rehearse();
  let attempts = 0;
  const desk = deskOf(rehearsal, {
    settings: {
      openExternal: () => {
        attempts += 1;
        return attempts === 1 ? Promise.reject(new Error("no browser")) : Promise.resolve();
      },
    },
  });
  const { app, until } = desk;
  await app.start();
  desk.onWaiting = (state) => rehearsal.mock.deny(codeIn(state));
  app.startSignIn();
  await until("sign-in/browser-failed");
  await app.openBrowser();
  expect(attempts).toBe(2);
  await until("sign-in/denied");
});

test.each([
  [
    "another credential",
    { ...POLICY, inferenceBedrockProfile: "corp" },
    { name: "other-credential", mode: "profile", work: NO_WORK },
  ],
  ["no policy", {}, { name: "not-configured", mode: "inactive" }],
])("with %s there is no sign-in page, and nothing of it can be called", async (_, policy, screen) => {
  await using rehearsal = await rehearse();
  rehearsal.writePolicy(policy);
  const { app } = deskOf(rehearsal);
  await app.start();
  expect(app.state.screen).toEqual(screen);
  expect(() => app.startSignIn()).toThrow(NotNow);
  await expect(app.signOut()).rejects.toThrow(NotNow);
});

test("a screen that is a problem can be tried again, and only that", async () => {
  await using rehearsal = await rehearse();
  rehearsal.writePolicy({});
  const { app } = deskOf(rehearsal);
  await app.start();
  expect(() => app.ask({ text: "Hello?" })).toThrow(NotNow);
  rehearsal.writePolicy(POLICY);
  await app.retry();
  expect(nameOf(app.state)).toBe("sign-in/idle");
  await expect(app.retry()).rejects.toThrow(NotNow);
});

test("the configuration window opens from every screen", async () => {
  await using rehearsal = await rehearse();
  const { app, calls } = deskOf(rehearsal);
  app.openConfiguration();
  await app.start();
  app.openConfiguration();
  expect(calls).toEqual(["configuration", "configuration"]);
});

test("a sign-in that cannot be stored is one for this run", async () => {
  await using rehearsal = await rehearse();
  const desk = deskOf(rehearsal, { settings: { keyStore: lockedKeyStore } });
  const { app, until } = desk;
  await app.start();
  desk.onWaiting = (state) => rehearsal.mock.approve(codeIn(state), USER);
  app.startSignIn();
  await until("sign-in/keychain");
  app.continueToCowork();
  expect(nameOf(app.state)).toBe("cowork");
});

test("a policy change is part of the state, and goes when the policy goes back", async () => {
  await using rehearsal = await rehearse();
  const { app, states } = deskOf(rehearsal);
  await app.start();
  app.policyChanged({ keys: ["inferenceModels"], message: "relaunch to apply" });
  expect(app.state.policyChange?.keys).toEqual(["inferenceModels"]);
  expect(nameOf(app.state)).toBe("sign-in/idle");
  app.policyChanged(undefined);
  expect(states.at(-1)).not.toHaveProperty("policyChange");
});

test("a window that closes while another account is asked for: no sign-in begins, and no browser opens", async () => {
  await using rehearsal = await rehearse();
  rehearsal.writePolicy({ ...POLICY, inferenceBedrockSsoRoleName: "Another" });
  const desk = deskOf(rehearsal);
  const { app, opened, until } = desk;
  await app.start();
  desk.onWaiting = (state) => rehearsal.mock.approve(codeIn(state), USER);
  app.startSignIn();
  await until("sign-in/wrong-account");
  const stalled = rehearsal.mock.faults.add({ operation: "Logout", kind: "stall" });
  const asking = app.useAnotherAccount();
  await expect.poll(() => stalled.used).toBe(1);
  app.windowClosed();
  await asking;
  expect(nameOf(app.state)).toBe("sign-in/idle");
  expect(opened).toHaveLength(1);
});

test("a quit in the middle of a sign-out waits for its end", async () => {
  await using rehearsal = await rehearse();
  const desk = deskOf(rehearsal);
  const { app } = desk;
  await app.start();
  await signInAt(desk, rehearsal);
  app.continueToCowork();
  const ends: string[] = [];
  const signingOut = app.signOut().then(() => ends.push("signed out"));
  await app.quit();
  ends.push("quit");
  await signingOut;
  expect(ends).toEqual(["signed out", "quit"]);
  expect((await rehearsal.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
});
