/** Electron's `protocol`: schemes of the app's own, answered by the app. */
import type Electron from "electron";
import { host } from "./host.ts";
import { loud } from "./loud.ts";
import { record } from "./record.ts";

type Handler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, Handler>();

export const handlerOf = (scheme: string): Handler | undefined => handlers.get(scheme);

export const protocol = loud("protocol", {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]) {
    if (host.browser !== undefined)
      throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
    record.schemes.push(...schemes);
  },
  handle(scheme: string, handler: Handler) {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    // The host treats every scheme so; an app that forgets would break in Electron only.
    const privileges = record.schemes.find((one) => one.scheme === scheme)?.privileges;
    if (privileges?.standard !== true || privileges.secure !== true)
      throw new Error(`${scheme} has to be registered as standard and secure`);
    handlers.set(scheme, handler);
  },
} satisfies Partial<Electron.Protocol>);
