/** Other languages and preferences: every text of the configuration window is translated, fits, mirrors, and keeps its edges. */
import { afterAll, expect, test } from "vitest";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { configurationScenes, enter } from "./support/configuration-scenes.ts";
import { local, managed, withToken } from "./support/configuration-states.ts";
import { borderContrast, looksOf, overflowOf } from "./support/in-page.ts";
import { openConfiguration } from "./support/open-configuration.ts";
import { pseudoTexts } from "./support/pseudo-locale.ts";

const [english, pseudo] = await Promise.all([buildRenderer(), buildRenderer([pseudoTexts])]);
const browser = await startChromium();

afterAll(() => browser.close());

/** What the core says, and what is written in no language. */
const OTHERS = "[lang=en], [lang=en] *, code, code *, pre, option, .value, .row, .visually-hidden";

test.for([
  ["en-GB", "ltr"],
  ["ar-EG", "rtl"],
] as const)(
  "in a language like %s nothing is cut off, and every text is translated",
  async ([locale, direction]) => {
    for (const state of [local, managed, withToken]) {
      await using window = await openConfiguration(browser, pseudo, state, { locale });
      const { page } = window;
      expect(await page.evaluate<string>("document.documentElement.dir")).toBe(direction);
      for (const item of await page.locator(".nav-item").all()) {
        await item.click();
        await window.settled();
        for (const width of [900, 360]) {
          await page.setViewportSize({ width, height: 700 });
          expect(await overflowOf(page), `pixels beyond a window of ${width}`).toBe(0);
        }
        const texts = await page.evaluate<string[]>(`[...document.querySelectorAll("#window *")]
        .filter((element) => !element.matches(${JSON.stringify(OTHERS)}) && element.checkVisibility())
        .filter((element) => !element.closest(${JSON.stringify("[lang=en], code, pre, select, dialog:not([open])")}))
        .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()))
        .filter((text) => /[A-Za-z]{3}/.test(text) && !/[\\[~\\]áçéïñöüý]/.test(text))`);
        expect(texts, await item.innerText()).toEqual([]);
      }
      expect(window.complaints).toEqual([]);
    }
  },
);

test.for(["connection-errors", "export-json-secrets", "inspector-managed", "apply-secrets"])(
  "with forced colours %s has cards, fields and buttons with edges, and texts that can be read",
  async (name) => {
    const scene = configurationScenes[name];
    if (scene === undefined) throw new Error(`There is no scene ${name}.`);
    await using window = await openConfiguration(browser, english, scene.state, { forcedColors: "active" });
    await enter(window, scene);
    const looks = await looksOf(window.page, ".card, .input, .button:not(.primary), .consent, dialog[open]");
    expect(looks.length).toBeGreaterThan(4);
    for (const { border, edge, background } of looks) {
      expect(border).toMatch(/^(solid|dashed) 1px$/);
      expect(edge).not.toBe(background);
    }
    const part = (await window.page.locator("dialog[open]").count()) > 0 ? "dialog[open]" : "html";
    await window.showAll({ width: 1024, height: 800 });
    expect(await findViolations(window.page, { runOnly: ["color-contrast"] }, part)).toEqual([]);
  },
);

test("with forced colours the place in the window, buttons and fields have edges", async () => {
  await using window = await openConfiguration(browser, english, local, { forcedColors: "active" });
  const { page } = window;
  const edges = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll("main .input, .bar .button")].map((one) => getComputedStyle(one).borderTopStyle)`,
  );
  expect(new Set(edges)).toEqual(new Set(["solid"]));
  expect(
    await page.evaluate<string>(`getComputedStyle(document.querySelector("[aria-current]")).outlineStyle`),
  ).toBe("solid");
  await window.showAll({ width: 1024, height: 800 });
  expect(await findViolations(page, { runOnly: ["color-contrast"] })).toEqual([]);
});

test.for(["light", "dark"] as const)(
  "in the %s theme the edges of fields can be seen",
  async (colorScheme) => {
    await using window = await openConfiguration(browser, english, local, { colorScheme });
    expect(await borderContrast(window.page, "#inferenceBedrockRegion")).toBeGreaterThanOrEqual(3);
  },
);

test("the bar stays in view, and at 200 % it leaves the room to the form", async () => {
  await using window = await openConfiguration(browser, english, local);
  const { page } = window;
  const bottom = "Math.round(document.querySelector('.bar').getBoundingClientRect().bottom - innerHeight)";
  expect(await page.evaluate<number>(bottom)).toBe(0);
  await page.locator("#inferenceCredentialHelperTimeoutSec").focus();
  const isCovered = `document.activeElement.getBoundingClientRect().bottom > document.querySelector(".bar").getBoundingClientRect().top`;
  expect(await page.evaluate<boolean>(isCovered)).toBe(false);
  await page.setViewportSize({ width: 512, height: 400 });
  expect(await page.evaluate<string>("getComputedStyle(document.querySelector('.bar')).position")).toBe(
    "static",
  );
});
