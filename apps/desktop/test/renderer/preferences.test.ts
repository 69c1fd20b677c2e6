/** What a person set in the system: colours of their own, no motion, a dark theme, and twice the size. */
import { afterAll, expect, test } from "vitest";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { borderContrast, overflowOf } from "./support/in-page.ts";
import { openWindow } from "./support/open-window.ts";
import { scenes, stateOf } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const animations = "document.getAnimations().length";

test("the sign of work turns, and stands still for those who want no motion", async () => {
  await using moving = await openWindow(browser, bundle, stateOf("sign-in-starting"));
  expect(await moving.page.evaluate<number>(animations)).toBe(1);
  await using still = await openWindow(browser, bundle, stateOf("sign-in-starting"), {
    reducedMotion: "reduce",
  });
  expect(await still.page.evaluate<number>(animations)).toBe(0);
});

test("with forced colours every button has an edge, and the primary one differs from the others", async () => {
  await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"), {
    forcedColors: "active",
  });
  const { page } = window;
  expect(await page.evaluate<boolean>(`matchMedia("(forced-colors: active)").matches`)).toBe(true);
  const looks = await page.evaluate<readonly string[][]>(
    `[...document.querySelectorAll("button")].map((button) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(button);
      return [borderTopStyle, borderTopWidth, borderTopColor, backgroundColor];
    })`,
  );
  expect(looks.map(([style, width]) => [style, width])).toEqual(looks.map(() => ["solid", "1px"]));
  const edges = looks.slice(1).map((look) => look[2]);
  expect(edges).not.toContain("rgba(0, 0, 0, 0)");
  const [primary, ...others] = looks.map((look) => look[3]);
  expect(others).not.toContain(primary);
  expect(await findViolations(page, { runOnly: ["color-contrast"] })).toEqual([]);
});

test.for(["light", "dark"] as const)(
  "in the %s theme the edges of buttons can be seen",
  async (colorScheme) => {
    await using window = await openWindow(browser, bundle, stateOf("sign-in-waiting"), { colorScheme });
    expect(await borderContrast(window.page, ".secondary")).toBeGreaterThanOrEqual(3);
    const canvas = "getComputedStyle(document.documentElement).backgroundColor";
    expect(await window.page.evaluate<string>(canvas)).toBe(
      colorScheme === "light" ? "rgb(244, 245, 247)" : "rgb(20, 23, 27)",
    );
  },
);

test("at 200 % nothing is beside the window, and all can be reached by scrolling down", async () => {
  const zoomed = { viewport: { width: 450, height: 350 }, deviceScaleFactor: 2 };
  await using window = await openWindow(browser, bundle, { screen: { name: "starting" } }, zoomed);
  for (const [name, { state }] of Object.entries(scenes)) {
    await window.push(state);
    expect(await overflowOf(window.page), name).toBe(0);
    const above = `Math.min(...[...document.querySelectorAll("main *")].map((one) => one.getBoundingClientRect().top)) + scrollY`;
    expect(await window.page.evaluate<number>(above), name).toBeGreaterThanOrEqual(0);
  }
});
