/** Every scene of the configuration window in a real Chromium: what it says, axe finds nothing, it fits, nothing is complained of. */
import { afterAll, expect, test } from "vitest";
import { configurationStateSchema } from "../../src/shared/configuration-schema.ts";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { configurationScenes, enter } from "./support/configuration-scenes.ts";
import { overflowOf } from "./support/in-page.ts";
import { openConfiguration } from "./support/open-configuration.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

/** A wide window, the same at 200 % zoom, a narrow one, and the narrowest that has to work. */
const WIDTHS = [1280, 640, 360, 320];

test.for(Object.entries(configurationScenes))("%s", async ([name, scene]) => {
  expect(configurationStateSchema.safeParse(scene.state).success, "the contract allows it").toBe(true);
  await using window = await openConfiguration(browser, bundle, scene.state, {
    answers: scene.answers ?? {},
  });
  await enter(window, scene);
  const { page } = window;
  const seen = await page.locator("body").innerText();
  for (const sentence of scene.says) expect(seen).toContain(sentence);
  for (const sentence of scene.neverSays ?? []) expect(seen).not.toContain(sentence);
  await window.showAll({ width: 1024, height: 800 });
  // A modal dialog lies over the rest, which axe then cannot see.
  const part = (await page.locator("dialog[open]").count()) > 0 ? "dialog[open]" : "html";
  expect(await findViolations(page, {}, part)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findViolations(page, { runOnly: ["color-contrast"] }, part)).toEqual([]);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    expect(await overflowOf(page), `${name}: pixels beyond a window of ${width}`).toBe(0);
  }
  expect(window.complaints).toEqual([]);
});
