/** The security table again, row by row, on the configuration window: what a page that was taken over could try there. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluateInHost } from "./desktop.ts";
import type { Desktop } from "./desktop.ts";
import { ask, openConfiguration } from "./support/configuration.ts";
import {
  evalIn,
  injectInto,
  permissionsOf,
  tryToLeave,
  tryToOpenWindows,
  VIOLATED,
  violationsIn,
  whatPageGets,
} from "./support/hostile-page.ts";
import { beginJourney, untilStarted } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { onlyOn } from "./support/only-on.ts";
import { openedBy } from "./support/stubs.ts";

let journey: Journey;
let desktop: Desktop;
let page: Page;

beforeAll(async () => {
  journey = await beginJourney();
  desktop = await journey.launch();
  await untilStarted(desktop);
  page = await openConfiguration(desktop);
});

afterAll(() => journey[Symbol.asyncDispose]());

describe("what the page gets", () => {
  test("rows 2 and 3: no Node, and of ours only a frozen bridge", async () => {
    const { keys, ...rest } = await whatPageGets(page);
    expect(rest).toEqual({ node: [], ours: ["latchkey"], isFrozen: true });
    expect(keys).toContain("getState");
  });

  test("row 20: a listener hears the state and nothing else", async () => {
    await page.evaluate(() => {
      window.heard = [];
      window.latchkey.onState((...input: unknown[]) => void window.heard?.push(input));
    });
    await ask(page, "reload");
    const heard = (): Promise<unknown> => page.evaluate(() => window.heard);
    await expect.poll(heard).toEqual([[expect.objectContaining({ origin: "managed" })]]);
  });

  test("row 5: every permission is denied to a page that asks", async () => {
    expect(await permissionsOf(page)).toEqual(["denied", "denied", "denied"]);
  });
});

describe("row 7: what the content security policy stops", () => {
  test("an inline script, a script's text and markup", async () => {
    const seen = await injectInto(page);
    expect(seen).toEqual({ text: "TypeError", markup: "TypeError", policy: "TypeError", ran: false });
  });

  test("eval, requests, images, frames, styles and forms", async () => {
    expect(await evalIn(page)).toBe("EvalError");
    expect(await violationsIn(page)).toEqual(VIOLATED);
  });
});

describe("where the page can go", () => {
  test("row 13: nowhere, by address, by link, or to the main window's page", async () => {
    const before = page.url();
    for (const address of ["https://evil.example/", "file:///etc/passwd", "/index.html"]) {
      await tryToLeave(page, address);
      expect(page.url(), address).toBe(before);
    }
    expect((await ask(page, "getState")).origin).toBe("managed");
  });

  test("row 14: no window opens, by script or by link", async () => {
    await tryToOpenWindows(page);
    await expect.poll(() => desktop.page.context().pages().length).toBe(2);
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
    expect(await openedBy(desktop)).not.toContain("https://evil.example/");
  });

  test("rows 11 and 12: a webview is not attached", async () => {
    const isPrevented = await desktop.evaluate(({ BrowserWindow }) => {
      let isPrevented = false;
      const event = { preventDefault: () => void (isPrevented = true) };
      BrowserWindow.getAllWindows()[1]?.webContents.emit("will-attach-webview", event, {}, {});
      return isPrevented;
    });
    expect(isPrevented).toBe(true);
  });
});

test("row 1: after all of the above nothing was asked of the network @chromium", async (context) => {
  onlyOn("chromium", context);
  const { loaded, network } = await evaluateInHost(desktop, ({ record }) => record);
  expect(loaded).toEqual(["app://shell/index.html", "app://shell/configuration.html"]);
  expect(network).toEqual([]);
});

test("a second start brings the app's window to the front, also once it is closed and this one is open", async () => {
  const front = (): Promise<readonly string[]> =>
    desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
    );
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(front).toEqual(["app://shell/configuration.html"]);
  // What the app tells a window that is gone reaches nobody, and ends nothing.
  await ask(page, "reload");
  expect(await journey.run()).toBe(0);
  await expect.poll(front).toEqual(["app://shell/configuration.html", "app://shell/index.html"]);
});
