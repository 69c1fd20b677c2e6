/** What the parts of the host share: its options, and Chromium once it runs. */
import type { Chromium } from "./chromium.ts";

export interface HostOptions {
  readonly userData: string;
  readonly executable: string;
  readonly isHeaded: boolean;
  /** What `app.isPackaged` says. */
  readonly isPackaged: boolean;
  readonly electronVersion: string;
}

/** In one environment variable, which the app does not see. */
export const OPTIONS_VARIABLE = "LATCHKEY_HOST_OPTIONS";

const text = process.env[OPTIONS_VARIABLE];
if (text === undefined) throw new Error(`${OPTIONS_VARIABLE} is not set; use launchDesktop`);
delete process.env[OPTIONS_VARIABLE];

export const options = JSON.parse(text) as HostOptions;

const started = Promise.withResolvers<Chromium>();

export const host = {
  started: started.promise,
  browser: undefined as Chromium | undefined,
  isQuitting: false,
  begin(browser: Chromium): void {
    host.browser = browser;
    started.resolve(browser);
  },
};
