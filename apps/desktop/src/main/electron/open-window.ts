/** How every window of the app is opened: the same locked options, and what happens when its page breaks. */
import { BrowserWindow } from "electron";
import type { Log } from "../log.ts";
import { reloadOnce } from "../shell/reload-once.ts";

export interface WindowOptions {
  /** One of the app's own pages. */
  readonly page: string;
  /** The path of the script that gives the page its bridge. */
  readonly preload: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly isPackaged: boolean;
  readonly log: Log;
  readonly onClosed: () => void;
  /** The page breaks again and again, or cannot work at all: the app ends. */
  readonly giveUp: (why: string) => void;
}

export function openWindow({
  page,
  preload,
  isPackaged,
  log,
  onClosed,
  giveUp,
  ...looks
}: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...looks,
    minWidth: 360,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isPackaged,
    },
  });
  const afterBreaking = reloadOnce(Date.now);
  const load = (): void => {
    // A failure is reported as did-fail-load as well, and dealt with there.
    window.loadURL(page).catch(() => undefined);
  };
  const onBroken = (what: string): void => {
    if (afterBreaking() === "reload") load();
    else giveUp(what);
  };
  window.once("ready-to-show", () => window.show());
  window.on("closed", onClosed);
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, "the page's process is gone");
    if (reason !== "clean-exit") onBroken("The page's process ended.");
  });
  window.webContents.on("did-fail-load", (_event, code, description, _url, isMainFrame) => {
    log.error({ code, description, isMainFrame }, "a page did not load");
    // -3 is a navigation that was refused: the page is still there.
    if (isMainFrame && code !== -3) onBroken("The page did not load.");
  });
  window.webContents.on("preload-error", () => {
    log.error({}, "the preload script failed");
    giveUp("The page cannot talk to the app.");
  });
  load();
  return window;
}
