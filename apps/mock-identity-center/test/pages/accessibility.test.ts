/** Every page in a real Chromium: axe finds nothing, nothing overflows, and the browser has nothing to complain about. */

import { startChromium } from "@latchkey/test-kit/browser";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { findViolations } from "./support/axe.ts";
import { openProvider, openWindow, signIn } from "./support/browser.ts";
import { focusedAttribute, overflowOf } from "./support/in-page.ts";
import { startShowcase } from "./support/showcase.ts";

const limit = 30_000;
const showcase = await startShowcase();
const browser = await startChromium();
const stranger = await openWindow(browser, showcase);
const user = await openWindow(browser, showcase);
await signIn(user.page);

afterAll(async () => {
  await browser.close();
  await showcase[Symbol.asyncDispose]();
});

/** A wide window, the same at 200 % zoom, a telephone, and the narrowest window that has to work. */
const widths = [1280, 640, 360, 320];

async function expectGood(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  expect(await findViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findViolations(page, { runOnly: ["color-contrast"] })).toEqual([]);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect(await overflowOf(page), `pixels beyond a window of ${width}`).toBe(0);
  }
  expect(await page.locator("h1").count()).toBe(1);
}

test.for(showcase.pages)("$name", { timeout: limit }, async ({ path, as }) => {
  const { page, complaints } = as === "user" ? user : stranger;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(path);
  await expectGood(page);
  expect(complaints).toEqual([]);
});

test("the external identity provider, also when it refuses", { timeout: limit }, async () => {
  const { page, complaints } = stranger;
  await page.setViewportSize({ width: 1280, height: 800 });
  await openProvider(page);
  await expectGood(page);
  await page.getByTestId("provider-password-input").fill("wrong");
  await page.getByTestId("provider-sign-in").click();
  await page.getByTestId("problem").waitFor();
  await expectGood(page);
  expect(complaints).toEqual([]);
});

test("a refused form: its summary has the focus and leads to the field", { timeout: limit }, async () => {
  const { page, complaints } = stranger;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(showcase.pages.find(({ name }) => name === "admin-permission-set")?.path ?? "");
  await page.getByTestId("field-duration").fill("13 h");
  await page.getByTestId("field-policy").fill("{");
  await page.getByTestId("save").click();
  await page.getByRole("alert").waitFor();
  expect(await focusedAttribute(page, "role")).toBe("alert");
  await expectGood(page);
  await page.getByTestId("problem").first().press("Enter");
  expect(await focusedAttribute(page, "name")).toBe("duration");
  expect(complaints).toEqual([]);
});
