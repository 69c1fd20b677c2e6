/** Debian's Chromium, which draws the window as Electron's does. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** Quiet: it calls nobody. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws when Chromium is missing, with the line that installs it. */
export async function startChromium(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(
      `${executablePath} is missing. Run as root: apt-get install -y --no-install-recommends chromium`,
    );
  }
  const env = { PATH: "/usr/bin:/bin", HOME: process.env["HOME"] ?? "/" };
  return chromium.launch({ executablePath, args, env });
}
