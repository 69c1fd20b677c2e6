/** A new session from one that could go on: a conversation is given up only by who said so. */
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { focused, overflowOf } from "./support/in-page.ts";
import { openWindow, settle } from "./support/open-window.ts";
import { stateOf } from "./support/scenes.ts";
import { cowork } from "./support/scenes/session-parts.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const button = (page: Page, name: string): ReturnType<Page["getByRole"]> =>
  page.getByRole("button", { name, exact: true });
const questions = (page: Page): Promise<number> => page.locator("dialog[open]").count();

test("with a conversation it asks first, in a question that can be read, and Cancel loses nothing", async () => {
  await using window = await openWindow(browser, bundle, stateOf("session-answered"));
  const { page } = window;
  await button(page, "New session").click();
  await settle(page);
  expect(await focused(page)).toBe("h2 Start a new session?");
  expect(await page.locator("dialog").innerText()).toContain("Copy what you want to keep first.");
  expect(await findViolations(page, {}, "dialog[open]")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 500 });
  expect(await overflowOf(page)).toBe(0);
  await button(page, "Cancel").click();
  expect(await questions(page)).toBe(0);
  expect(await focused(page)).toBe("button New session");
  expect(await window.calls()).toEqual([]);
  await button(page, "New session").click();
  await button(page, "Start a new session").click();
  expect(await window.calls()).toEqual(["newSession"]);
  await window.push(cowork({ turns: [] }));
  expect(await focused(page)).toMatch(/^textarea/);
});

test("Escape answers the question, and does not stop the answer behind it", async () => {
  await using window = await openWindow(browser, bundle, stateOf("session-streaming"));
  const { page } = window;
  await button(page, "New session").click();
  await page.keyboard.press("Escape");
  await settle(page);
  expect(await questions(page)).toBe(0);
  expect(await window.calls()).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await window.calls()).toEqual(["stop"]);
});

test("without a conversation it does not ask", async () => {
  await using window = await openWindow(browser, bundle, cowork({ turns: [] }));
  await button(window.page, "New session").click();
  expect(await questions(window.page)).toBe(0);
  expect(await window.calls()).toEqual(["newSession"]);
});

test("a session that ends meanwhile takes the question away", async () => {
  await using window = await openWindow(browser, bundle, stateOf("session-answered"));
  await button(window.page, "New session").click();
  await window.push(stateOf("session-ended-expired"));
  expect(await questions(window.page)).toBe(0);
  expect(await button(window.page, "Start a new session").count()).toBe(1);
});
