/** Debian's Chromium: a person's browser, and what stands in for Electron's. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

/** Quiet: it calls nobody but the pages that a test opens. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of Debian's, unless `CHROMIUM` names another.
 *
 * @throws {Error} when it is not there, with the line that installs it.
 */
export function chromiumProgram(environment: NodeJS.ProcessEnv = process.env): string {
  const program = environment["CHROMIUM"] ?? "/usr/bin/chromium";
  if (existsSync(program)) return program;
  throw new Error(`${program} is missing. Run as root: apt-get install -y --no-install-recommends chromium`);
}

/** Without a window, and without the environment of the tests. */
export function startChromium(): Promise<Browser> {
  const env = { PATH: "/usr/bin:/bin", HOME: process.env["HOME"] ?? "/" };
  return chromium.launch({ executablePath: chromiumProgram(), args, env });
}
