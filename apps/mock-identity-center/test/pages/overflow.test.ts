/** Names as long as they may be, without a place to break: no page becomes wider than the window. */

import { startChromium } from "@latchkey/test-kit/browser";
import { afterAll, expect, test } from "vitest";
import { openWindow } from "./support/browser.ts";
import { overflowOf } from "./support/in-page.ts";
import { startShowcase } from "./support/showcase.ts";

const showcase = await startShowcase((name) => name + "W".repeat(220));
const browser = await startChromium();
const { page } = await openWindow(browser, showcase);

afterAll(async () => {
  await browser.close();
  await showcase[Symbol.asyncDispose]();
});

test.for(showcase.pages.filter(({ as }) => as === "nobody"))(
  "$name",
  { timeout: 20_000 },
  async ({ path }) => {
    await page.goto(path);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflowOf(page), `pixels beyond a window of ${width}`).toBe(0);
    }
  },
);
