/** Everything that the main process tells its pages, listened to where it leaves: answers and pushes of every window. */
import type { Page } from "playwright-core";
import type { Desktop } from "../desktop.ts";

declare global {
  /** In the main process: what was told since `listenIn`, as JSON. */
  var told: string[] | undefined;
}

type Answer = (...words: unknown[]) => Promise<unknown>;

/** From now on, in windows of later too. */
export function listenIn(desktop: Desktop): Promise<void> {
  return desktop.evaluate(({ BrowserWindow, ipcMain }) => {
    const told: string[] = [];
    globalThis.told = told;
    const { handlers } = ipcMain as unknown as { readonly handlers: Map<string, Answer> };
    for (const [channel, answer] of handlers)
      handlers.set(channel, async (...words) => {
        const value = await answer(...words);
        told.push(JSON.stringify([channel, value]));
        return value;
      });
    const [window] = BrowserWindow.getAllWindows();
    const contents = Object.getPrototypeOf(window?.webContents) as { send: (...words: unknown[]) => void };
    const { send } = contents;
    contents.send = function (...words) {
      told.push(JSON.stringify(words));
      return send.apply(this, words);
    };
  });
}

export function toldBy(desktop: Desktop): Promise<readonly string[]> {
  return desktop.evaluate(() => globalThis.told ?? []);
}

/** What a script in the page could find: the document, and every store of a page's. */
export function foundIn(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      document.documentElement.innerText,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      location.href,
      history.state,
    ]),
  );
}
