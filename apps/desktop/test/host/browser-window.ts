/** Electron's `BrowserWindow`: one Chromium window with one page. */
import type Electron from "electron";
import { EventEmitter } from "node:events";
import { app } from "./app.ts";
import { host } from "./host.ts";
import { record } from "./record.ts";
import { HostContents } from "./web-contents.ts";

const open: HostWindow[] = [];

export class HostWindow extends EventEmitter {
  readonly webContents: HostContents;
  readonly id: number;
  title: string;
  isShown: boolean;
  isSmall = false;
  isClosed = false;
  focusCount = 0;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (host.browser === undefined) throw new Error("Cannot create BrowserWindow before app is ready");
    const { width = 800, height = 600, show = true, title = app.getName(), webPreferences = {} } = options;
    record.windows.push(options);
    this.isShown = show;
    this.title = title;
    this.webContents = new HostContents(webPreferences, { width, height });
    this.id = this.webContents.id;
    open.push(this);
    app.emit("web-contents-created", {}, this.webContents);
    app.emit("browser-window-created", {}, this);
    this.webContents.once("dom-ready", () => this.emit("ready-to-show"));
    this.webContents.once("destroyed", () => this.leave());
  }

  static getAllWindows(): HostWindow[] {
    return [...open];
  }

  static fromWebContents(contents: HostContents): HostWindow | null {
    return open.find(({ webContents }) => webContents === contents) ?? null;
  }

  leave(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    open.splice(open.indexOf(this), 1);
    this.emit("closed");
    // An app that does not listen quits.
    if (open.length === 0 && !host.isQuitting && !app.emit("window-all-closed")) app.quit();
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  close(): void {
    let isPrevented = false;
    this.emit("close", {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    if (isPrevented) return;
    const { targetId } = this.webContents;
    host.browser?.send("Target.closeTarget", { targetId }).catch(() => this.leave());
  }

  show(): void {
    this.isShown = true;
  }

  isVisible(): boolean {
    return this.isShown;
  }

  focus(): void {
    this.focusCount += 1;
  }

  minimize(): void {
    this.isSmall = true;
  }

  isMinimized(): boolean {
    return this.isSmall;
  }

  restore(): void {
    this.isSmall = false;
  }

  getTitle(): string {
    return this.title;
  }

  isDestroyed(): boolean {
    return this.isClosed;
  }
}
