/** Each action is one call of the bridge, by mouse and by keyboard, and says how it went. */
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import type { Method } from "./support/fake-bridge.ts";
import { buttonNames } from "./support/in-page.ts";
import { openWindow, settle } from "./support/open-window.ts";
import { NOW, scenes, stateOf } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const METHODS: Readonly<Record<string, Method>> = {
  "Sign in with AWS": "startSignIn",
  "Sign in again": "startSignIn",
  "Start again": "startSignIn",
  "Get a new code": "startSignIn",
  "Open browser": "openBrowser",
  "Open browser again": "openBrowser",
  "Copy code": "copyCode",
  "Copy link": "copyLink",
  "Copy details": "copyDetails",
  Continue: "continueToCowork",
  "Continue for this session": "continueToCowork",
  "Use another account": "useAnotherAccount",
  "Sign out": "signOut",
  "Open configuration": "openConfiguration",
  Send: "ask",
  Stop: "stop",
  "New session": "newSession",
  "Start a new session": "newSession",
};

/** Some words do another thing on another page. */
function methodOf(name: string, button: string): Method {
  if (button === "Back") return "backToOffer";
  if (button === "Cancel") return name.startsWith("sign-in-expired") ? "backToOffer" : "cancelSignIn";
  if (button === "Try again") return methodToTryAgain(name);
  const method = METHODS[button];
  if (method === undefined) throw new Error(`Nothing is known of the button ${button}.`);
  return method;
}

function methodToTryAgain(name: string): Method {
  if (name === "sign-in-browser-failed") return "openBrowser";
  if (name.startsWith("session-")) return "ask";
  return name.startsWith("sign-in-") ? "startSignIn" : "retry";
}

const button = (page: Page, name: string): ReturnType<Page["getByRole"]> =>
  page.getByRole("button", { name, exact: true });

test("every button of every page asks the bridge for its one thing, once", async () => {
  await using window = await openWindow(browser, bundle, stateOf("starting"));
  const expected: string[] = [];
  for (const [name, { state, buttons }] of Object.entries(scenes)) {
    for (const label of buttons) {
      await window.push(stateOf(name === "start-failed" ? "starting" : "start-failed"));
      await window.push(state);
      if (label === "Send") await window.page.getByRole("textbox").fill("Hello");
      await button(window.page, label).click();
      if (label === "New session") await button(window.page, "Start a new session").click();
      expected.push(methodOf(name, label));
      expect(await window.calls(), `${name}: ${label}`).toEqual(expected);
    }
  }
  expect(expected.length).toBeGreaterThan(60);
  expect(window.complaints).toEqual([]);
});

test("Enter is the primary action and Escape leaves, on every page, wherever the focus is not on a button", async () => {
  await using window = await openWindow(browser, bundle, stateOf("starting"));
  const expected: string[] = [];
  for (const [name, { state, buttons, primary }] of Object.entries(scenes)) {
    await window.push(stateOf(name === "start-failed" ? "starting" : "start-failed"));
    await window.push(state);
    await window.page.keyboard.press("Enter");
    // In the composer, Enter is the composer's own.
    if (primary !== undefined && !("work" in state.screen)) expected.push(methodOf(name, primary));
    expect(await window.calls(), `${name}: Enter`).toEqual(expected);
    await settle(window.page);
    await window.push(stateOf(name === "start-failed" ? "starting" : "start-failed"));
    await window.push(state);
    await window.page.keyboard.press("Escape");
    const leaving = buttons.find((label) => ["Cancel", "Back", "Stop"].includes(label));
    if (leaving !== undefined) expected.push(methodOf(name, leaving));
    expect(await window.calls(), `${name}: Escape`).toEqual(expected);
  }
});

test("a held key, a key with a modifier, and Enter on another button are not the primary action", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"));
  const { page } = window;
  await page.evaluate(
    `document.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true }))`,
  );
  for (const keys of ["Control+Enter", "Alt+Enter", "Shift+Enter", "Control+Escape"])
    await page.keyboard.press(keys);
  expect(await window.calls()).toEqual([]);
  await button(page, "Copy link").focus();
  await page.keyboard.press("Enter");
  expect(await window.calls()).toEqual(["copyLink"]);
});

test("while it is not answered, a click again does nothing, the button says so, and others work", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"), {
    answers: { openBrowser: "never" },
  });
  const { page } = window;
  const opens = page.locator("[data-action=open-browser]");
  const before = await opens.boundingBox();
  expect(before?.height, "the labels lie on one another").toBeLessThan(40);
  await opens.click();
  await opens.click();
  await page.locator("h1").press("Enter");
  expect(await window.calls()).toEqual(["openBrowser"]);
  await settle(page);
  expect((await buttonNames(page))[0]).toBe("Opening…");
  expect(await opens.isEnabled()).toBe(true);
  expect(await opens.getAttribute("aria-busy")).toBe("true");
  expect(await opens.boundingBox()).toEqual(before);
  await button(page, "Cancel").click();
  expect(await window.calls()).toEqual(["openBrowser", "cancelSignIn"]);
});

test.for([
  ["sign-in-waiting", "copy-code", "Copy code", "Code copied."],
  ["sign-in-waiting", "copy-link", "Copy link", "Link copied."],
  ["sign-in-blocked", "copy-details", "Copy details", "Details copied."],
] as const)(
  "on %s, %s says for two seconds that it did, in the same width",
  async ([name, id, label, said]) => {
    await using window = await openWindow(browser, bundle, stateOf(name));
    const { page } = window;
    await page.clock.pauseAt(NOW + 1000);
    const copies = page.locator(`[data-action=${id}]`);
    const before = await copies.boundingBox();
    await copies.click();
    await page.clock.runFor(1_900);
    expect(await copies.locator(".shown").innerText()).toBe("Copied");
    expect(await copies.boundingBox()).toEqual(before);
    expect(await window.said()).toMatchObject({ status: said });
    await page.clock.runFor(200);
    expect(await button(page, label).count()).toBe(1);
    expect(await window.said()).toMatchObject({ status: "" });
  },
);

const refusal = (code: string) =>
  ({ status: "failed", error: { code, messageKey: `error.${code}` } }) as const;

test.for([refusal("internal"), refusal("forbidden"), "throws"] as const)(
  "an action that fails (%o) is told, and can be tried again",
  async (answer) => {
    await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"), {
      answers: { copyCode: answer },
    });
    const copies = button(window.page, "Copy code");
    await copies.click();
    await settle(window.page);
    expect(await copies.locator(".shown").innerText()).toBe("Copy code");
    expect(await window.said()).toMatchObject({ alert: expect.stringMatching(/^That did not work\./) });
    expect(await window.page.locator(".failure").isVisible()).toBe(true);
    await copies.click();
    expect(await window.calls()).toEqual(["copyCode", "copyCode"]);
  },
);

test("an action that came too late says nothing: the state that overtook it is shown", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"), {
    answers: { cancelSignIn: refusal("not-now") },
  });
  await button(window.page, "Cancel").click();
  await settle(window.page);
  expect((await window.said()).alert).toBe("");
  expect(await window.page.locator(".failure").count()).toBe(0);
});

test("signing out says what it did not end, and until when", async () => {
  const value = {
    portalSession: "may-go-on",
    accessTokenUntil: new Date(NOW + 3_600_000),
    roleCredentialsUntil: new Date(NOW + 30 * 3_600_000),
  };
  await using window = await openWindow(browser, bundle, stateOf("cowork"), {
    answers: { signOut: { status: "done", value } },
  });
  await button(window.page, "Sign out").click();
  await window.push(stateOf("sign-in-idle-first-use"));
  const note = await window.page.getByRole("note").innerText();
  expect(note).toContain("Your session in the AWS access portal may go on until it ends by itself.");
  expect(note).toContain("stays valid until 16 Jan, 15:30.");
  await window.push(stateOf("sign-in-waiting"));
  expect(await window.page.locator(".note").count()).toBe(0);
});
