/** What this window does not know: an honest page, an announcement, and the way back when a known state follows. */
import { afterAll, expect, test } from "vitest";
import type { AppState } from "../../src/shared/contract.ts";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { focused } from "./support/in-page.ts";
import { openWindow, settle } from "./support/open-window.ts";
import { stateOf } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const signIn = (signIn: unknown): unknown => ({
  screen: { name: "sign-in", startUrlHost: "d-9067abcdef.awsapps.com", signIn },
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
  "a name that is an object": signIn({
    state: "success",
    assignment: "confirmed",
    accountId: {},
    roleName: [],
  }),
};

test.for(Object.entries(UNKNOWN))("%s is an honest page, at the start and later", async ([, state]) => {
  await using window = await openWindow(browser, bundle, state as AppState);
  const expectHonest = async (): Promise<void> => {
    await settle(window.page);
    expect(await window.page.locator("h1").allInnerTexts()).toEqual(["Something went wrong in this window"]);
    expect(await window.page.locator("main").innerText()).toContain("Restart the app");
    expect(await window.said()).toEqual({ status: "", alert: "Something went wrong in this window" });
    expect(await focused(window.page)).toBe("h1 Something went wrong in this window");
  };
  await expectHonest();
  await window.page.keyboard.press("Enter");
  await window.push(stateOf("sign-in-waiting"));
  expect(await window.page.locator("h1").innerText()).toBe("Waiting for your approval");
  await window.push(state as AppState);
  await expectHonest();
  expect(await window.calls()).toEqual([]);
  expect(await findViolations(window.page)).toEqual([]);
});

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
