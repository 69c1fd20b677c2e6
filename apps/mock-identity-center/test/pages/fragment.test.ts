/** Links as AWS's portals have them, with the code behind a `#` that only a browser sees. */

import { startChromium } from "@latchkey/test-kit/browser";
import { afterAll, expect, test } from "vitest";
import { openWindow, signIn } from "./support/browser.ts";
import { startShowcase } from "./support/showcase.ts";

const limit = 30_000;
const browser = await startChromium();

afterAll(() => browser.close());

test.for([
  ["/start/", "signed out"],
  ["/start", "signed in"],
  ["/device", "signed out"],
] as const)(
  "the code of %s#/device?user_code=… fills the form when %s",
  { timeout: limit },
  async ([path, state]) => {
    await using showcase = await startShowcase();
    await using window = await openWindow(browser, showcase);
    const { page, complaints } = window;
    if (state === "signed in") await signIn(page);
    await page.goto(`${path}#/device?user_code=${showcase.device.userCode}`);
    await page.getByTestId("user-code-input").waitFor();
    await page.waitForURL(/\/device\?user_code=/);
    expect(await page.getByTestId("user-code-input").inputValue()).toBe(showcase.device.userCode);
    expect(complaints).toEqual([]);
  },
);

test.for(["#/device?user_code=%22%3E", "#//evil.example", "#/device", "#/device?user_code="])(
  "the fragment %s leads nowhere",
  { timeout: limit },
  async (fragment) => {
    await using showcase = await startShowcase();
    await using window = await openWindow(browser, showcase);
    await window.page.goto(`/signin${fragment}`);
    await window.page.getByTestId("user-name-input").waitFor();
    expect(new URL(window.page.url()).pathname).toBe("/signin");
  },
);

test("without scripts the page says what to do, and the code can be typed", { timeout: limit }, async () => {
  await using showcase = await startShowcase();
  await using window = await openWindow(browser, showcase, { javaScriptEnabled: false });
  await window.page.goto(`/device#/device?user_code=${showcase.device.userCode}`);
  expect(await window.page.locator("noscript").innerText()).toContain("copy the code from your app");
  await window.page.getByTestId("user-code-input").fill(showcase.device.userCode);
  await window.page.getByTestId("confirm-code").click();
  await window.page.getByTestId("user-name-input").waitFor();
});
