/** The app as its window sees it, against the mock: what each screen offers, and what it refuses. */
import { expect, test } from "vitest";
import type { AppState } from "../src/shared/contract.ts";
import { appStateSchema } from "../src/shared/app-state-schema.ts";
import type { AppSettings } from "../src/main/app-settings.ts";
import { createAppController } from "../src/main/shell/app-controller.ts";
import type { AppController } from "../src/main/shell/app-controller.ts";
import { NotNow } from "../src/main/shell/ipc.ts";
import { lockedKeyStore, POLICY, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";

interface Desk {
  readonly app: AppController;
  readonly states: readonly AppState[];
  readonly clipboard: readonly string[];
  readonly opened: readonly string[];
  readonly fronts: readonly string[];
  readonly until: (place: string) => Promise<void>;
}

function placeOf({ screen }: AppState): string {
  return screen.name === "sign-in" ? `sign-in/${screen.signIn.state}` : screen.name;
}

function deskOf(rehearsal: Rehearsal, changes: Partial<AppSettings> = {}): Desk {
  const states: AppState[] = [];
  const clipboard: string[] = [];
  const opened: string[] = [];
  const fronts: string[] = [];
  const app = createAppController({
    settings: { ...rehearsal.settings, openExternal: async (uri) => void opened.push(uri), ...changes },
    writeClipboard: (text) => void clipboard.push(text),
    onState: (state) => {
      // What does not parse would not cross.
      states.push(appStateSchema.parse(state));
      if (placeOf(state) === "sign-in/waiting") onWaiting.shift()?.(state);
    },
    onSignedIn: () => void fronts.push("front"),
  });
  const until = (place: string): Promise<void> => expect.poll(() => placeOf(app.state)).toBe(place);
  return { app, states, clipboard, opened, fronts, until };
}

/** What the person does as soon as the browser has opened. */
const onWaiting: ((state: AppState) => void)[] = [];

function codeIn({ screen }: AppState): string {
  return screen.name === "sign-in" && "userCode" in screen.signIn ? screen.signIn.userCode : "";
}

test("one click shows the code, opens the browser once, and leads to Cowork", async () => {
  await using rehearsal = await rehearse();
  const { app, states, opened, fronts, until } = deskOf(rehearsal);
  await app.start();
  onWaiting.push((state) => rehearsal.mock.approve(codeIn(state), USER));
  app.startSignIn();
  expect(() => app.startSignIn()).toThrow(NotNow);
  await until("sign-in/success");
  expect(states.map(placeOf)).toEqual([
    "starting",
    "sign-in/idle",
    "sign-in/starting",
    "sign-in/code",
    "sign-in/waiting",
    "sign-in/success",
  ]);
  expect(opened).toHaveLength(1);
  expect(fronts).toEqual(["front"]);
  app.continueToCowork();
  expect(app.state.screen).toEqual({
    name: "cowork",
    startUrlHost: "acme.awsapps.com",
    region: "us-east-1",
    accountId: POLICY.inferenceBedrockSsoAccountId,
    roleName: POLICY.inferenceBedrockSsoRoleName,
    work: { session: { state: "idle" }, turns: [], models: [] },
  });
  expect(
    await deskOf(rehearsal)
      .app.start()
      .then(() => placeOf(app.state)),
  ).toBe("cowork");
  const after = await app.signOut();
  expect(after.portalSession).toBe("ended");
  expect(placeOf(app.state)).toBe("sign-in/idle");
});

test("copies the code and the link that are shown, and nothing once the sign-in is cancelled", async () => {
  await using rehearsal = await rehearse();
  const { app, clipboard, opened, until } = deskOf(rehearsal);
  await app.start();
  let code = "";
  onWaiting.push((state) => {
    code = codeIn(state);
    void app.copyCode();
    void app.copyLink();
    app.cancelSignIn();
  });
  app.startSignIn();
  await until("sign-in/cancelled");
  expect(clipboard).toEqual([code, opened[0]]);
  await expect(app.copyCode()).rejects.toThrow(NotNow);
  await expect(app.copyDetails()).rejects.toThrow(NotNow);
  expect(() => app.cancelSignIn()).toThrow(NotNow);
  app.backToOffer();
  expect(placeOf(app.state)).toBe("sign-in/idle");
});

test("a window that closes cancels the sign-in in it", async () => {
  await using rehearsal = await rehearse();
  const { app, until } = deskOf(rehearsal);
  await app.start();
  onWaiting.push(() => app.windowClosed());
  app.startSignIn();
  await until("sign-in/cancelled");
  expect(rehearsal.mock.requests({ operation: "CreateToken" })).toEqual([]);
});

test("a browser that does not open is said, and can be tried again", async () => {
  await using rehearsal = await rehearse();
  let attempts = 0;
  const { app, until } = deskOf(rehearsal, {
    openExternal: () => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error("no browser")) : Promise.resolve();
    },
  });
  await app.start();
  onWaiting.push((state) => rehearsal.mock.deny(codeIn(state)));
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
    {
      name: "other-credential",
      mode: "profile",
      work: { session: { state: "idle" }, turns: [], models: [] },
    },
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
  rehearsal.writePolicy(POLICY);
  await app.retry();
  expect(placeOf(app.state)).toBe("sign-in/idle");
  await expect(app.retry()).rejects.toThrow(NotNow);
});

test("a sign-in that cannot be stored is one for this run", async () => {
  await using rehearsal = await rehearse();
  const { app, until } = deskOf(rehearsal, { keyStore: lockedKeyStore });
  await app.start();
  onWaiting.push((state) => rehearsal.mock.approve(codeIn(state), USER));
  app.startSignIn();
  await until("sign-in/keychain");
  app.continueToCowork();
  expect(placeOf(app.state)).toBe("cowork");
});

test("a policy change is part of the state, and goes when the policy goes back", async () => {
  await using rehearsal = await rehearse();
  const { app, states } = deskOf(rehearsal);
  await app.start();
  app.policyChanged({ keys: ["inferenceModels"], message: "relaunch to apply" });
  expect(app.state.policyChange?.keys).toEqual(["inferenceModels"]);
  expect(placeOf(app.state)).toBe("sign-in/idle");
  app.policyChanged(undefined);
  expect(states.at(-1)).not.toHaveProperty("policyChange");
});
