/** Debian's Chromium, which draws the window as Electron's does. */
export { startChromium } from "@latchkey/test-kit/browser";
