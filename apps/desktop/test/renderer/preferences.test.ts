/** What a person set in the system: colours of their own, no motion, a dark theme, and twice the size. */
import { afterAll, expect, test } from "vitest";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { borderContrast, looksOf, overflowOf } from "./support/in-page.ts";
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

test.for([
  "sign-in-waiting",
  "sign-in-config-error-start-url-refused",
  "session-failed-throttled",
  "session-ends-soon",
])(
  "with forced colours every button of %s has an edge, and the primary one differs from the others",
  async (name) => {
    await using window = await openWindow(browser, bundle, stateOf(name), { forcedColors: "active" });
    const { page } = window;
    expect(await page.evaluate<boolean>(`matchMedia("(forced-colors: active)").matches`)).toBe(true);
    const looks = await looksOf(page, "button");
    expect(looks.length).toBeGreaterThan(2);
    expect(new Set(looks.map(({ border }) => border))).toEqual(new Set(["solid 1px"]));
    const [primary, ...others] = looks.toSorted(
      (one, other) => Number(other.isPrimary) - Number(one.isPrimary),
    );
    expect(others.map(({ isPrimary }) => isPrimary)).not.toContain(true);
    expect(others.map(({ edge }) => edge)).not.toContain("rgba(0, 0, 0, 0)");
    expect(others.map(({ background }) => background)).not.toContain(primary?.background);
    expect(await findViolations(page, { runOnly: ["color-contrast"] })).toEqual([]);
  },
);

test("with forced colours what a person said, the notice and the composer have edges", async () => {
  const scenes = [
    ["session-ends-soon", [".turn.person", ".ends-soon", ".composer", ".code-block"]],
    ["session-ended-expired", [".report"]],
    ["session-short-lived", [".note"]],
  ] as const;
  await using window = await openWindow(browser, bundle, stateOf("starting"), { forcedColors: "active" });
  for (const [name, parts] of scenes) {
    await window.push(stateOf(name));
    for (const part of parts) {
      const looks = await looksOf(window.page, part);
      expect(
        looks.map(({ border }) => border),
        `${name} ${part}`,
      ).toEqual(["solid 1px"]);
      expect(looks[0]?.edge, `${name} ${part}`).not.toBe(looks[0]?.background);
    }
  }
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
