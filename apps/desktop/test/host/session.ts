/** Electron's `session`. Chromium cannot be asked per request: the app's handler is asked once, and its answer is kept. */
import type Electron from "electron";
import { host } from "./host.ts";
import { loud } from "./loud.ts";

type RequestHandler = Parameters<Electron.Session["setPermissionRequestHandler"]>[0];

/** Electron's name of a permission, and Chromium's. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  geolocation: "geolocation",
  notifications: "notifications",
  midi: "midi",
  "clipboard-read": "clipboard-read",
  media: "camera",
  "idle-detection": "idle-detection",
  "window-management": "window-management",
  "storage-access": "storage-access",
};

let requestHandler: RequestHandler = null;
let checkHandler: Parameters<Electron.Session["setPermissionCheckHandler"]>[0] = null;
let proxyRules = "";
let mirrored: Promise<void> = Promise.resolve();

async function mirrorPermissions(): Promise<void> {
  const browser = await host.started;
  for (const [permission, name] of Object.entries(PERMISSIONS)) {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    // Without a handler Electron grants everything.
    if (requestHandler === null) resolve(true);
    else requestHandler(null as never, permission as "media", resolve, {} as never);
    const setting = (await promise) ? "granted" : "denied";
    await browser.send("Browser.setPermission", { permission: { name }, setting });
  }
}

/** Before the first page loads, so that no page sees a permission that is not the app's answer. */
export const permissionsMirrored = (): Promise<void> => mirrored;

const defaultSession = loud("session.defaultSession", {
  setPermissionRequestHandler(handler: RequestHandler) {
    requestHandler = handler;
    mirrored = mirrored.then(mirrorPermissions);
  },
  setPermissionCheckHandler(handler: typeof checkHandler) {
    checkHandler = handler;
  },
  setDevicePermissionHandler() {
    // Nothing here asks for a device.
  },
  setProxy(config: Electron.ProxyConfig) {
    proxyRules = config.proxyRules ?? "";
    return Promise.resolve();
  },
  /** Node's network stack goes out directly; only a fixed server is answered with. */
  resolveProxy: () =>
    Promise.resolve(proxyRules === "" ? "DIRECT" : `PROXY ${proxyRules.replace(/^http:\/\//, "")}`),
  on() {
    // Nothing here downloads; the app's answer is tested by raising the event.
  },
} satisfies Partial<Record<keyof Electron.Session, unknown>>);

export const session = loud("session", { defaultSession });

/** For tests: what the app's check handler answers, which Chromium is never told. */
export const checkPermission = (permission: string): boolean =>
  checkHandler === null || checkHandler(null, permission as "media", "app://shell", {} as never);
