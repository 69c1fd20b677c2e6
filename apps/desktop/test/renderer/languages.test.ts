/** Other languages: every text comes from the catalogue, longer ones fit, and right to left is the mirror image. */
import { afterAll, expect, test } from "vitest";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { overflowOf } from "./support/in-page.ts";
import { openWindow } from "./support/open-window.ts";
import { pseudoTexts } from "./support/pseudo-locale.ts";
import { scenes, stateOf } from "./support/scenes.ts";

const [english, pseudo] = await Promise.all([buildRenderer(), buildRenderer([pseudoTexts])]);
const browser = await startChromium();

afterAll(() => browser.close());

test.for([
  ["en-GB", "ltr"],
  ["ar-EG", "rtl"],
] as const)(
  "in a language like %s nothing is cut off, and every text is translated",
  async ([locale, direction]) => {
    await using window = await openWindow(browser, pseudo, { screen: { name: "starting" } }, { locale });
    const { page } = window;
    expect(
      await page.evaluate<string[]>("[document.documentElement.lang, document.documentElement.dir]"),
    ).toEqual([locale, direction]);
    for (const [name, { state }] of Object.entries(scenes)) {
      await window.push(state);
      for (const width of [900, 360]) {
        await page.setViewportSize({ width, height: 700 });
        expect(await overflowOf(page), `${name}: pixels beyond a window of ${width}`).toBe(0);
      }
      const untranslated = page.locator(
        "h1, h2, main p:not(.advice, .session-model), .step, dt, .label, .app-name, .policy-change p",
      );
      for (const each of await untranslated.allTextContents()) expect(each, name).toMatch(/\[.*\]/s);
    }
    expect(window.complaints).toEqual([]);
  },
);

test("times and counts are those of the language", async () => {
  await using arabic = await openWindow(browser, pseudo, stateOf("sign-in-waiting"), { locale: "ar-EG" });
  expect(await arabic.page.locator(".expiry [aria-hidden=true]").innerText()).toContain("٩:٤١");
  await using american = await openWindow(browser, english, stateOf("sign-in-waiting"), { locale: "en-US" });
  expect(await american.page.locator(".expiry").textContent()).toMatch(/Expires at 9:39\sAM/);
});

test("a language without texts is served in English, and says so", async () => {
  await using window = await openWindow(browser, english, stateOf("sign-in-expired-time"), {
    locale: "fi-FI",
  });
  expect(await window.page.locator("h1").innerText()).toBe("The code has expired");
  expect(await window.page.locator("main").innerText()).toContain("10 minutes");
  expect(await window.page.evaluate<string>("document.documentElement.lang")).toBe("en");
});
