/** Every state in a real Chromium: what it says, what can be pressed, what is announced; axe finds nothing; all fits. */
import { afterAll, expect, test } from "vitest";
import { appStateSchema } from "../../src/shared/app-state-schema.ts";
import type { AppState } from "../../src/shared/contract.ts";
import { findViolations } from "./support/axe.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { buttonNames, overflowOf } from "./support/in-page.ts";
import { tellScript } from "./support/fake-bridge.ts";
import { openWindow, settle } from "./support/open-window.ts";
import { scenes, stateOf } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

// One window for all: it turns from page to page, as in a life.
const window = await openWindow(browser, bundle, { screen: { name: "starting" } });
const { page } = window;

afterAll(() => browser.close());

/** A wide window, the same at 200 % zoom, a narrow one, and the narrowest that has to work. */
const WIDTHS = [1280, 640, 360, 320];

async function expectToFit(): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 700 });
    expect(await overflowOf(page), `pixels beyond a window of ${width}`).toBe(0);
  }
}

test.for(Object.entries(scenes))("%s", async ([, scene]) => {
  expect(appStateSchema.safeParse(scene.state).success, "the contract allows it").toBe(true);
  await window.push(other(scene.state));
  await window.push(scene.state);
  expect(await page.locator("h1").allInnerTexts()).toEqual([scene.heading]);
  const seen = await page.locator("body").innerText();
  for (const sentence of scene.says) expect(seen).toContain(sentence);
  expect(await buttonNames(page)).toEqual(scene.buttons);
  expect(await page.locator(".primary .shown").allInnerTexts()).toEqual(
    scene.primary === undefined ? [] : [scene.primary],
  );
  const silent = { status: "", alert: "" };
  const { announces } = scene;
  expect(await window.said()).toEqual(
    announces === undefined ? silent : { ...silent, [announces.as]: announces.text },
  );
  await page.emulateMedia({ colorScheme: "light" });
  expect(await findViolations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findViolations(page, { runOnly: ["color-contrast"] })).toEqual([]);
  await expectToFit();
  expect(window.complaints).toEqual([]);
});

/** A page that is not the one to test, so that this one is turned to. */
function other({ screen }: AppState): AppState {
  return stateOf(screen.name === "starting" ? "start-failed" : "starting");
}

test("a window that opens on a state shows it as one that gets it pushed does", async () => {
  await using another = await openWindow(browser, bundle, stateOf("sign-in-waiting"));
  expect(await another.page.locator("h1").innerText()).toBe("Waiting for your approval");
  expect(await another.calls()).toEqual([]);
});

test("a state that was pushed is not overwritten by an answer that comes after it", async () => {
  const answers = { getState: "when-told" } as const;
  await using another = await openWindow(browser, bundle, stateOf("starting"), { answers });
  await another.push(stateOf("sign-in-waiting"));
  await another.page.evaluate(tellScript({ status: "done", value: stateOf("cowork") }));
  await settle(another.page);
  expect(await another.page.locator("h1").innerText()).toBe("Waiting for your approval");
});
