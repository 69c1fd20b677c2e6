/** The app as a program: one instance, a page that breaks, and what a packaged app refuses. */
import { expect, test } from "vitest";
import { beginJourney, placeOf } from "./support/journey.ts";

test("a second start ends with 0, and brings the first one's window to the front", async () => {
  await using journey = await beginJourney();
  const first = await journey.launch();
  await expect.poll(() => placeOf(first)).toBe("sign-in/idle");
  await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  await expect(journey.launch()).rejects.toThrow("exit code 0");
  const front = (): Promise<unknown> =>
    first.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { isMinimized: window?.isMinimized(), isFocused: (window?.focusCount ?? 0) > 0 };
    });
  await expect.poll(front).toEqual({ isMinimized: false, isFocused: true });
});

test("a page that crashes is loaded again once, and works; the second time the app says so and ends", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/idle");
  const loads = (): Promise<number> => desktop.evaluate(({ record }) => record.loaded.length);
  const crash = (): Promise<unknown> =>
    desktop.evaluate(async ({ BrowserWindow }) => {
      const page = await BrowserWindow.getAllWindows()[0]?.webContents.page;
      page?.send("Page.crash").catch(() => undefined);
    });
  await crash();
  await expect.poll(loads).toBe(2);
  // Playwright gives a page up that has crashed, so the app's side is asked.
  const isLoading = (): Promise<boolean> =>
    desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.loading !== "");
  await expect.poll(isLoading, { timeout: 10_000 }).toBe(false);
  const answer = await desktop.evaluate(async ({ BrowserWindow }) => {
    const page = await BrowserWindow.getAllWindows()[0]?.webContents.page;
    const expression = "window.latchkey.getState().then((answer) => answer.status)";
    return (await page?.send("Runtime.evaluate", { expression, awaitPromise: true }))?.result.value as string;
  });
  expect(answer).toBe("done");
  await crash();
  expect(await desktop.exited).toBe(1);
});

test("a packaged app has no developer tools, and reads the machine's policy", async () => {
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

test("a packaged app does not start with a development setup", async () => {
  await using journey = await beginJourney();
  await expect(journey.launch({ isPackaged: true })).rejects.toThrow("exit code 1");
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
