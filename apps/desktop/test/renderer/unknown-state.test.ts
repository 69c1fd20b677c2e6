/** What this window does not know: an honest page, an announcement, and the way back when a known state follows. */
import { afterAll, expect, test } from "vitest";
import type { AppState } from "../../src/shared/contract.ts";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { focused } from "./support/in-page.ts";
import { openWindow, settle } from "./support/open-window.ts";
import type { OpenWindow } from "./support/open-window.ts";
import { stateOf } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const signIn = (signIn: unknown): unknown => ({
  screen: { name: "sign-in", startUrlHost: "d-9067abcdef.awsapps.com", signIn },
});

const session = (given: object): unknown => ({
  screen: {
    name: "other-credential",
    mode: "profile",
    work: { session: { state: "idle" }, turns: [], models: [], ...given },
  },
});

const UNKNOWN: Readonly<Record<string, unknown>> = {
  nothing: undefined,
  "no screen": {},
  "a screen of a newer version": { screen: { name: "holiday" } },
  "a sign-in of a newer version": signIn({ state: "levitating" }),
  "a code without its end": signIn({
    state: "waiting",
    userCode: "KQWX-ZBTP",
    verificationHost: "x.example",
  }),
  "a reason of a newer version": signIn({ state: "idle", reason: "boredom" }),
  "a text that there is not": signIn({ state: "config-error", reason: "boredom" }),
  "a count that is none": signIn({ state: "expired", reason: "time", minutes: {} }),
  "an end that is no time": signIn({
    state: "waiting",
    userCode: "KQWX-ZBTP",
    verificationHost: "x.example",
    expiresAt: new Date(Number.NaN),
  }),
  "a notice that is none": { screen: { name: "start-failed" }, policyChange: { keys: 7 } },
  "a session of a newer version": session({ session: { state: "dreaming" } }),
  "an end of a newer version": session({ session: { state: "ended", reason: "boredom" } }),
  "a turn of a newer version": session({ turns: [{ from: "model", status: "singing", text: "" }] }),
  "a failure of a newer version": session({
    turns: [{ from: "model", status: "failed", text: "", failure: { code: "boredom" } }],
  }),
  "a message that is none": session({ turns: [{ from: "person", text: 7 }] }),
  "a name that is an object": signIn({
    state: "success",
    assignment: "confirmed",
    accountId: {},
    roleName: [],
  }),
};

async function expectHonest(window: OpenWindow, name: string): Promise<void> {
  await settle(window.page);
  const heading = "Something went wrong in this window";
  expect(await window.page.locator("h1").allInnerTexts(), name).toEqual([heading]);
  expect(await window.page.locator("main").innerText(), name).toContain("Restart the app");
  expect(await window.said(), name).toEqual({ status: "", alert: heading });
  expect(await focused(window.page), name).toBe(`h1 ${heading}`);
}

test("a window that is on a known state turns to an honest page, and back", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"));
  for (const [name, state] of Object.entries(UNKNOWN)) {
    await window.push(state as AppState);
    await expectHonest(window, name);
    await window.page.keyboard.press("Enter");
    await window.push(stateOf("sign-in-waiting"));
    expect(await window.page.locator("h1").innerText(), name).toBe("Waiting for your approval");
  }
  expect(await window.calls()).toEqual([]);
});

test.for(["nothing", "a sign-in of a newer version"])(
  "a window that opens on %s has no hole",
  async (name) => {
    await using window = await openWindow(browser, bundle, UNKNOWN[name] as AppState);
    await expectHonest(window, name);
    expect(await findViolations(window.page)).toEqual([]);
  },
);

test.for([
  "throws",
  { status: "failed", error: { code: "internal", messageKey: "error.internal" } },
] as const)(
  "a state that cannot be had (%o) is an honest page, and a pushed one is shown",
  async (answer) => {
    await using window = await openWindow(browser, bundle, stateOf("cowork"), {
      answers: { getState: answer },
    });
    expect(await window.page.locator("h1").innerText()).toBe("Something went wrong in this window");
    await window.push(stateOf("cowork"));
    expect(await window.page.locator("h1").innerText()).toBe("Cowork");
  },
);
