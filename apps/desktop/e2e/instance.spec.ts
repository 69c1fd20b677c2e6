/** The app as a program: one instance, a page that breaks, and what a packaged app refuses. */
import { expect, test } from "vitest";
import { beginJourney, placeOf } from "./support/journey.ts";
import { onlyOn } from "./support/only-on.ts";

test("a second start ends with 0, and brings the first one's window to the front", async () => {
  await using journey = await beginJourney();
  const first = await journey.launch();
  await expect.poll(() => placeOf(first)).toBe("sign-in/idle");
  await first.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error("There is no window");
    window.minimize();
    globalThis.focused = 0;
    window.focus = () => void (globalThis.focused = 1);
  });
  expect(await journey.run()).toBe(0);
  const front = (): Promise<unknown> =>
    first.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { isMinimized: window?.isMinimized(), focused: globalThis.focused };
    });
  await expect.poll(front).toEqual({ isMinimized: false, focused: 1 });
});

test("a page that crashes is loaded again once, and works; the second time the app says so and ends", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/idle");
  await desktop.evaluate(({ BrowserWindow, dialog }) => {
    globalThis.loaded = 0;
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.on("did-finish-load", () => void (globalThis.loaded = (globalThis.loaded ?? 0) + 1));
    dialog.showErrorBox = () => undefined;
  });
  const crash = (): Promise<unknown> =>
    desktop.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
  await crash();
  await expect.poll(() => desktop.evaluate(() => globalThis.loaded)).toBe(1);
  // Playwright gives a page up that has crashed, so the app's side is asked.
  const status = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      "window.latchkey.getState().then((answer) => answer.status)",
    ),
  );
  expect(status).toBe("done");
  await crash();
  expect(await desktop.exited).toBe(1);
});

test("a page without its preload script: the app says that it has to close, and ends", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/idle");
  const said = await desktop.evaluate(({ app, BrowserWindow, dialog }) => {
    const boxes: string[] = [];
    dialog.showErrorBox = (title, content) => void boxes.push(`${title}: ${content}`);
    const exit = app.exit.bind(app);
    // What was said has to arrive before the app is gone.
    app.exit = (code) => void setTimeout(() => exit(code), 100);
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.emit("preload-error", {}, "preload.cjs", new Error("planted"));
    return boxes;
  });
  expect(said).toEqual([
    expect.stringMatching(/^Latchkey has to close: The page cannot talk to the app\. Start it again; /),
  ]);
  expect(await desktop.exited).toBe(1);
});

// Whether Electron is packaged is decided by its file's name.
test("a packaged app has no developer tools, and reads the machine's policy @chromium", async (context) => {
  onlyOn("chromium", context);
  await using journey = await beginJourney();
  const desktop = await journey.launch({ arguments: [], isPackaged: true });
  await expect.poll(() => placeOf(desktop)).toBe("not-configured");
  const isOpen = await desktop.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.openDevTools();
    return contents?.isDevToolsOpened();
  });
  expect(isOpen).toBe(false);
});

test("a packaged app does not start with a development setup @chromium", async (context) => {
  onlyOn("chromium", context);
  await using journey = await beginJourney();
  expect(await journey.run({ isPackaged: true })).toBe(1);
});

test("closing the last window ends the app and cancels the sign-in in it", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/idle");
  await desktop.page.evaluate(() => window.latchkey.startSignIn());
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/waiting");
  await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await desktop.exited).toBe(0);
});
