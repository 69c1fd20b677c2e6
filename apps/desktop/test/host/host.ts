/** What the parts of the host share: its options, and Chromium once it runs. */
import type { Chromium } from "./chromium.ts";
import { OPTIONS_VARIABLE } from "./host-options.ts";
import type { HostOptions } from "./host-options.ts";

const text = process.env[OPTIONS_VARIABLE];
if (text === undefined) throw new Error(`${OPTIONS_VARIABLE} is not set; use launchDesktop`);
delete process.env[OPTIONS_VARIABLE];

export const options = JSON.parse(text) as HostOptions;

const started = Promise.withResolvers<Chromium>();

export const host = {
  started: started.promise,
  browser: undefined as Chromium | undefined,
  /** Starts beside the app's main bundle, as Electron's own Chromium does. */
  launching: undefined as Promise<Chromium> | undefined,
  isQuitting: false,
  begin(browser: Chromium): void {
    host.browser = browser;
    started.resolve(browser);
  },
};
