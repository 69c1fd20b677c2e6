/** Which host runs the app: Electron itself, or the Chromium host in its place. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export type HostKind = "electron" | "chromium";

const ELECTRON = dirname(createRequire(import.meta.url).resolve("electron/package.json"));

export const electronVersion = (
  JSON.parse(readFileSync(join(ELECTRON, "package.json"), "utf8")) as { readonly version: string }
).version;

/** By looking for the file: requiring `electron` from Node starts a download. */
export function electronBinary(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = environment["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(ELECTRON, "dist");
  const names = ["electron", "electron.exe", "Electron.app/Contents/MacOS/Electron"];
  return names.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * What `DESKTOP_HOST` asks for; when it asks for nothing, Electron if its binary is on disk.
 *
 * @throws {Error} when Electron is asked for and its binary is not there, or the name is of no host.
 */
export function chosenHost(environment: NodeJS.ProcessEnv = process.env): HostKind {
  const asked = environment["DESKTOP_HOST"];
  const isThere = electronBinary(environment) !== undefined;
  if (asked === undefined || asked === "") return isThere ? "electron" : "chromium";
  if (asked !== "electron" && asked !== "chromium")
    throw new Error(`DESKTOP_HOST is electron or chromium, not ${asked}`);
  if (asked === "electron" && !isThere)
    throw new Error("DESKTOP_HOST=electron, and its binary is not there. Run: pnpm exec install-electron");
  return asked;
}
