/** Where the app that is launched is: the built app of this checkout, or a copy of it. */
import { join } from "node:path";
import type { LaunchOptions } from "./desktop.ts";

const ROOT = join(import.meta.dirname, "..");

export function appFolder({ app = ROOT }: Pick<LaunchOptions, "app">): string {
  return app;
}

export function mainBundle(options: Pick<LaunchOptions, "app">): string {
  return join(appFolder(options), "dist/app/main/index.js");
}
