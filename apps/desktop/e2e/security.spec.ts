/** The security table of the desktop app, row by row, on the running app: what a hostile page could try. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluateInHost } from "./desktop.ts";
import type { Desktop } from "./desktop.ts";
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
import { beginJourney, placeOf, untilStarted } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { onlyOn } from "./support/only-on.ts";
import { openedBy } from "./support/stubs.ts";

let journey: Journey;
let desktop: Desktop;

beforeAll(async () => {
  journey = await beginJourney();
  desktop = await journey.launch();
  await untilStarted(desktop);
});

afterAll(() => journey[Symbol.asyncDispose]());

const BRIDGE = [
  "getState", "retry", "openConfiguration", "startSignIn", "openBrowser", "copyCode", "copyLink", "copyDetails", "cancelSignIn", "backToOffer",
  "continueToCowork", "useAnotherAccount", "signOut", "ask", "stop", "newSession", "onState", "onText",
]; // prettier-ignore

describe("what a page gets", () => {
  test("rows 2 and 3: no Node, and of ours only the bridge, which cannot be changed", async () => {
    const seen = await whatPageGets(desktop.page);
    expect(seen).toEqual({ node: [], ours: ["latchkey"], isFrozen: true, keys: BRIDGE });
  });

  test("row 20: a listener hears the state and nothing else", async () => {
    await desktop.page.evaluate(() => {
      window.heard = [];
      window.latchkey.onState((...input: unknown[]) => void window.heard?.push(input));
      return window.latchkey.startSignIn();
    });
    await expect.poll(() => placeOf(desktop)).toBe("sign-in/waiting");
    const heard = (await desktop.page.evaluate(() => window.heard)) as unknown[][];
    expect(heard.length).toBeGreaterThan(1);
    for (const input of heard)
      expect(input).toEqual([{ screen: expect.objectContaining({ name: "sign-in" }) }]);
    await desktop.page.evaluate(() => window.latchkey.cancelSignIn());
    await expect.poll(() => placeOf(desktop)).toBe("sign-in/cancelled");
  });

  test("row 5: every permission is denied to a page that asks", async () => {
    expect(await permissionsOf(desktop.page)).toEqual(["denied", "denied", "denied"]);
  });

  test("row 5: every permission is denied when Electron checks @chromium", async (context) => {
    onlyOn("chromium", context);
    const checks = await evaluateInHost(desktop, ({ checkPermission }) =>
      ["media", "geolocation", "clipboard-read", "serial", "openExternal"].map(checkPermission),
    );
    expect(checks).toEqual([false, false, false, false, false]);
  });
});

describe("row 7: what the content security policy stops", () => {
  test("an inline script, a script's text and markup", async () => {
    expect(await injectInto(desktop.page)).toEqual({
      text: "TypeError",
      markup: "TypeError",
      policy: "TypeError",
      ran: false,
    });
  });

  test("eval", async () => {
    expect(await evalIn(desktop.page)).toBe("EvalError");
  });

  test("requests, images, frames, styles and forms", async () => {
    expect(await violationsIn(desktop.page)).toEqual(VIOLATED);
  });
});

describe("where a page can go", () => {
  test("row 13: nowhere, by address, by link, or to another of the app's own addresses", async () => {
    const before = desktop.page.url();
    for (const address of ["https://evil.example/", "file:///etc/passwd", "/elsewhere.html"]) {
      await tryToLeave(desktop.page, address);
      expect(desktop.page.url(), address).toBe(before);
    }
    expect(await placeOf(desktop)).toBe("sign-in/cancelled");
  });

  test("row 14: no window opens, by script or by link", async () => {
    await desktop.evaluate(({ BrowserWindow }) => {
      globalThis.created = 0;
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.on("did-create-window", () => void (globalThis.created = (globalThis.created ?? 0) + 1));
    });
    await tryToOpenWindows(desktop.page);
    await expect.poll(() => desktop.page.context().pages().length).toBe(1);
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(await desktop.evaluate(() => globalThis.created)).toBe(0);
    expect(await openedBy(desktop)).not.toContain("https://evil.example/");
  });

  test("rows 11 and 12: a webview is not attached", async () => {
    const isPrevented = await desktop.evaluate(({ BrowserWindow }) => {
      let isPrevented = false;
      const event = { preventDefault: () => void (isPrevented = true) };
      BrowserWindow.getAllWindows()[0]?.webContents.emit("will-attach-webview", event, {}, {});
      return isPrevented;
    });
    expect(isPrevented).toBe(true);
  });
});

describe("how windows are made", () => {
  test("rows 2, 3, 4, 6 and 11: what every window is locked with", async () => {
    const windows = await desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getLastWebPreferences()),
    );
    expect(windows.length).toBeGreaterThan(0);
    for (const preferences of windows) {
      expect(preferences).toMatchObject({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
      });
      for (const name of ["allowRunningInsecureContent", "experimentalFeatures", "enableBlinkFeatures"])
        expect(preferences as Record<string, unknown>, name).not.toMatchObject({ [name]: expect.anything() });
    }
  });

  test("rows 4, 6, 8, 9, 10 and 11: the sandbox is on, and nothing loosens a window @chromium", async (context) => {
    onlyOn("chromium", context);
    const { isSandboxEnabled, windows } = await evaluateInHost(desktop, ({ record }) => record);
    expect(isSandboxEnabled).toBe(true);
    expect(windows.length).toBeGreaterThan(0);
    for (const { webPreferences = {} } of windows) {
      const { preload, ...preferences } = webPreferences;
      expect(preload).toMatch(/preload.index\.cjs$/);
      expect(preferences).toEqual({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: true,
      });
    }
  });

  test("row 1: the window shows the app's own page", async () => {
    const pages = await desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
    );
    expect(pages).toEqual(["app://shell/index.html"]);
  });

  test("row 1: only the app's own page is loaded, and after all of the above nothing was asked of the network @chromium", async (context) => {
    onlyOn("chromium", context);
    const { loaded, network } = await evaluateInHost(desktop, ({ record }) => record);
    expect(new Set(loaded)).toEqual(new Set(["app://shell/index.html"]));
    expect(network).toEqual([]);
  });
});
