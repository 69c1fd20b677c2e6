/** Debian's Chromium, as a person's browser. */

import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";
import { debianPath, programPath } from "./programs.ts";

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

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: programPath("chromium"),
    args,
    env: { PATH: debianPath, HOME: process.env["HOME"] ?? "/" },
  });
}
