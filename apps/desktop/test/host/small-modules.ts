/** The modules of Electron's that need no more than a few lines here. */
import type Electron from "electron";
import { EventEmitter } from "node:events";
import { loud } from "./loud.ts";
import { record } from "./record.ts";

export const shell = loud("shell", {
  openExternal: (url: string) => {
    record.opened.push(url);
    process.send?.({ type: "opened", url });
    return Promise.resolve();
  },
} satisfies Partial<Electron.Shell>);

export const dialog = loud("dialog", {
  showErrorBox: (title: string, content: string) => void record.errorBoxes.push({ title, content }),
  // As a person who cancels; a test puts another answer in its place.
  showSaveDialog: (): Promise<Electron.SaveDialogReturnValue> =>
    Promise.resolve({ canceled: true, filePath: "" }),
  showMessageBox: (): Promise<Electron.MessageBoxReturnValue> =>
    Promise.resolve({ response: 0, checkboxChecked: false }),
} satisfies Partial<Electron.Dialog>);

let clipped = "";

export const clipboard = loud("clipboard", {
  writeText: (text: string) => {
    clipped = text;
    return Promise.resolve();
  },
  readText: () => Promise.resolve(clipped),
} satisfies Partial<Electron.Clipboard>);

/** Node's network stack, and Electron's answer to a redirect that was not asked to be followed. */
export const net = loud("net", {
  async fetch(input: string | Request, init?: RequestInit) {
    const response = await fetch(input, init);
    const isRedirect = response.status >= 300 && response.status < 400 && response.headers.has("location");
    if (init?.redirect === "manual" && isRedirect) throw new Error("Redirect was cancelled");
    return response;
  },
} satisfies Partial<Electron.Net>);

/** The template itself is the menu: a test reads its roles, and clicks its items. */
export interface HostMenu {
  readonly items: readonly Electron.MenuItemConstructorOptions[];
}

let applicationMenu: HostMenu | null = null;

export const Menu = loud("Menu", {
  buildFromTemplate: (items: Electron.MenuItemConstructorOptions[]): HostMenu => ({ items }),
  setApplicationMenu: (menu: HostMenu | null) => {
    applicationMenu = menu;
  },
  getApplicationMenu: () => applicationMenu,
});

/** Only the keychains of macOS and Windows need one. */
export const utilityProcess = loud("utilityProcess", {});

/** A test emits `resume` itself. */
export const powerMonitor = loud("powerMonitor", new EventEmitter());
