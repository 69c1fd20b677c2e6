/** Where the focus is, what is read out, and the countdown, across changes, ticks and a machine that slept. */
import { afterAll, expect, test } from "vitest";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { focused } from "./support/in-page.ts";
import { openWindow } from "./support/open-window.ts";
import type { OpenWindow } from "./support/open-window.ts";
import { NOW, stateOf } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

/** A window that waits for approval, whose timers run only when the test says so. */
async function waiting(): Promise<OpenWindow> {
  const window = await openWindow(browser, bundle, stateOf("sign-in-waiting"), { hasMovableClock: true });
  await window.page.clock.runFor(2_450);
  return window;
}

test("both regions are there, and empty, before there is any state", async () => {
  await using window = await openWindow(browser, bundle, undefined as never, {
    answers: { getState: "never" },
  });
  expect(await window.page.locator("h1").innerText()).toBe("Starting…");
  expect(await window.page.getByRole("status").count()).toBe(1);
  expect(await window.page.getByRole("alert").count()).toBe(1);
  expect(await window.said()).toEqual({ status: "", alert: "" });
});

test("another state moves the focus to its heading; the same state again does not", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-idle-first-use"));
  expect(await focused(window.page)).toBe("h1 Sign in with AWS");
  await window.push(stateOf("sign-in-waiting"));
  expect(await focused(window.page)).toBe("h1 Waiting for your approval");
  await window.page.getByRole("button", { name: "Copy code" }).focus();
  await window.push(stateOf("sign-in-waiting"));
  expect(await focused(window.page)).toBe("button Copy code");
  await window.push(stateOf("sign-in-slow"));
  expect(await focused(window.page)).toBe("h1 Still waiting");
});

test("Tab goes from the heading through the buttons in the order that is seen, and the focus can be seen", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"));
  const order: string[] = [];
  for (let presses = 0; presses < 4; presses += 1) {
    await window.page.keyboard.press("Tab");
    order.push(await focused(window.page));
    const outline = "getComputedStyle(document.activeElement).outlineStyle";
    expect(await window.page.evaluate<string>(outline)).toBe("solid");
  }
  expect(order).toEqual([
    "button Open browser again",
    "button Copy code",
    "button Copy link",
    "button Cancel",
  ]);
});

test("a person without a mouse signs in, copies the code, cancels, and signs in again", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-idle-first-use"));
  const { keyboard } = window.page;
  await keyboard.press("Enter");
  await window.push(stateOf("sign-in-starting"));
  await window.push(stateOf("sign-in-code"));
  await window.push(stateOf("sign-in-waiting"));
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Space");
  await keyboard.press("Escape");
  await window.push(stateOf("sign-in-cancelled"));
  expect(await focused(window.page)).toBe("h1 Sign in with AWS");
  expect((await window.said()).status).toBe("Sign-in cancelled.");
  await keyboard.press("Enter");
  await window.push(stateOf("sign-in-success-confirmed"));
  await keyboard.press("Enter");
  await window.push(stateOf("cowork"));
  await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  expect(await window.calls()).toEqual([
    "startSignIn",
    "copyCode",
    "cancelSignIn",
    "startSignIn",
    "continueToCowork",
    "signOut",
  ]);
});

test("the browser's opening is said when it opened, and not when the connection came back", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-code"));
  await window.push(stateOf("sign-in-waiting"));
  expect((await window.said()).status).toBe("Browser opened. Waiting for approval.");
  await window.push(stateOf("sign-in-offline"));
  expect(await window.said()).toEqual({ status: "", alert: "You are offline" });
  await window.push(stateOf("sign-in-waiting"));
  expect(await window.said()).toEqual({ status: "Waiting for your approval", alert: "" });
});

test("the code is one element, spelled for those who listen, and in no title", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"));
  const code = window.page.getByRole("img", { name: "Code: K Q W X, Z B T P", exact: true });
  expect(await code.innerText()).toBe("KQWX-ZBTP");
  const size = `parseFloat(getComputedStyle(document.querySelector(".code")).fontSize)`;
  expect(await window.page.evaluate<number>(size)).toBeGreaterThanOrEqual(28);
  expect(await window.page.title()).toBe("Latchkey");
});

test("the countdown ticks without moving the focus or being read out", async () => {
  await using window = await waiting();
  const { page } = window;
  await page.getByRole("button", { name: "Copy link" }).focus();
  const before = await window.said();
  const seen = page.locator(".expiry [aria-hidden=true]");
  expect(await seen.innerText()).toBe("Expires in 9:39");
  await page.clock.runFor(60_000);
  expect(await seen.innerText()).toBe("Expires in 8:39");
  expect(await focused(page)).toBe("button Copy link");
  expect(await window.said()).toEqual(before);
});

test("five minutes, one minute and the end are read out, each once", async () => {
  await using window = await waiting();
  const heard: string[] = [];
  for (let second = 2; second < 590; second += 5) {
    await window.page.clock.runFor(5_000);
    const { status } = await window.said();
    if (status !== heard.at(-1)) heard.push(status);
  }
  expect(heard).toEqual([
    "Waiting for your approval",
    "5 minutes left.",
    "1 minute left.",
    "The code has expired.",
  ]);
  expect(await window.page.locator(".expiry").innerText()).toBe("Time is up. Checking with AWS…");
});

test("after a sleep the time is right at once, and only the last mark is read out", async () => {
  await using window = await waiting();
  const { page } = window;
  await page.clock.fastForward(540_000);
  await page.clock.runFor(1_000);
  expect(await page.locator(".expiry [aria-hidden=true]").innerText()).toBe("Expires in 0:38");
  expect((await window.said()).status).toBe("1 minute left.");
  await page.clock.fastForward(8 * 3_600_000);
  await page.clock.runFor(1_000);
  expect((await window.said()).status).toBe("The code has expired.");
  await window.push(stateOf("sign-in-expired-time"));
  await page.clock.runFor(100);
  expect(await page.locator("h1").innerText()).toBe("The code has expired");
});

test("a window that comes back into view does not wait for a tick", async () => {
  await using window = await waiting();
  const { page } = window;
  await page.clock.setFixedTime(NOW + 300_000);
  await page.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`);
  await page.clock.runFor(50);
  expect(await page.locator(".expiry [aria-hidden=true]").innerText()).toBe("Expires in 4:41");
});
