/** The window in a Chromium: the app's own files and headers, a fake bridge, and the time standing still at `NOW`. */
import { extname } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { SECURITY_HEADERS } from "../../../src/main/shell/security-headers.ts";
import type { AppState } from "../../../src/shared/contract.ts";
import type { Bundle } from "./bundle.ts";
import { bridgeScript, pushScript, pushTextScript } from "./fake-bridge.ts";
import type { FakeAnswer, Method } from "./fake-bridge.ts";
import { NOW } from "./scenes.ts";

/** Chromium has no `app://`; the page does not look at its address. */
export const ORIGIN = "https://shell.test";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

export interface OpenOptions extends BrowserContextOptions {
  /** The time starts at `NOW` and moves only by `page.clock`, and with it everything that waits. */
  readonly hasMovableClock?: boolean;
  readonly answers?: Readonly<Partial<Record<Method, FakeAnswer>>>;
}

export interface OpenWindow extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained about: policies, scripts that threw, what was asked of the network. */
  readonly complaints: readonly string[];
  /** Pushes a state, and waits until it is drawn. */
  push(state: AppState): Promise<void>;
  /** Pushes a piece of an answer, and waits until it is drawn. */
  pushText(turn: number, at: number, text: string): Promise<void>;
  /** What the bridge was asked, without `getState`. */
  calls(): Promise<readonly string[]>;
  /** What the two regions say. */
  said(): Promise<{ readonly status: string; readonly alert: string }>;
}

export async function openWindow(
  browser: Browser,
  bundle: Bundle,
  state: AppState,
  { answers = {}, hasMovableClock = false, ...options }: OpenOptions = {},
): Promise<OpenWindow> {
  const context = await browser.newContext({
    viewport: { width: 900, height: 700 },
    timezoneId: "Europe/London",
    locale: "en-GB",
    ...options,
  });
  const complaints: string[] = [];
  await serve(context, bundle, complaints);
  await context.addInitScript(bridgeScript(state, answers));
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  const drawn = (): Promise<void> => (hasMovableClock ? page.clock.runFor(50) : settle(page));
  await (hasMovableClock ? stopClock(page) : page.clock.setFixedTime(NOW));
  await page.goto(`${ORIGIN}/index.html`);
  await page.locator("h1").waitFor();
  await drawn();
  return {
    page,
    complaints,
    async push(next) {
      await page.evaluate(pushScript(next));
      await drawn();
    },
    async pushText(turn, at, text) {
      await page.evaluate(pushTextScript({ turn, at, text }));
      await drawn();
    },
    calls: () => page.evaluate<string[]>("fake.calls"),
    said: async () => ({
      status: await page.getByRole("status").innerText(),
      alert: await page.getByRole("alert").innerText(),
    }),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** Preact draws in a later task than the change, and runs effects after a frame. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))");
}

async function stopClock(page: Page): Promise<void> {
  await page.clock.install({ time: NOW - 1_000 });
  await page.clock.pauseAt(NOW);
}

export async function serve(
  context: Awaited<ReturnType<Browser["newContext"]>>,
  bundle: Bundle,
  complaints: string[],
): Promise<void> {
  await context.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    const body = url.origin === ORIGIN ? bundle.get(url.pathname.slice(1)) : undefined;
    if (body === undefined) {
      complaints.push(`asked for ${url.href}`);
      await route.abort();
      return;
    }
    const headers = { ...SECURITY_HEADERS, "Content-Type": TYPES[extname(url.pathname)] ?? "" };
    await route.fulfill({ body, headers });
  });
}
