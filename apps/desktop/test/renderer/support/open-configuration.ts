/** The configuration window in a Chromium: the app's own files and headers, and a bridge that the policy reader answers. */
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { ConfigurationState, Reachability } from "../../../src/shared/configuration-contract.ts";
import type { Bundle } from "./bundle.ts";
import { installBridge } from "./fake-configuration-bridge.ts";
import type { Answers, Call, Method } from "./fake-configuration-bridge.ts";
import { ORIGIN, serve, settle } from "./open-window.ts";

export interface OpenConfigurationOptions extends BrowserContextOptions {
  readonly answers?: Answers;
}

export interface OpenConfiguration extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained about: policies, scripts that threw, what was asked of the network. */
  readonly complaints: readonly string[];
  readonly calls: readonly Call[];
  inputsOf(method: Method): readonly unknown[];
  pushState(state: ConfigurationState): Promise<void>;
  pushReachability(result: Reachability): Promise<void>;
  goTo(section: string): Promise<void>;
  /** Waits until what was typed is checked, answered and drawn. */
  settled(): Promise<void>;
  /** A window as high as what it holds: what sticks to its edges is then where it would be at the end of scrolling. */
  showAll(least: { readonly width: number; readonly height: number }): Promise<void>;
  /** What the two regions say. */
  said(): Promise<{ readonly status: string; readonly alert: string }>;
}

/** Longer than the window waits after the last change. */
const QUIET_MS = 260;

export async function openConfiguration(
  browser: Browser,
  bundle: Bundle,
  state: ConfigurationState,
  { answers = {}, ...options }: OpenConfigurationOptions = {},
): Promise<OpenConfiguration> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 800 },
    locale: "en-GB",
    ...options,
  });
  const complaints: string[] = [];
  await serve(context, bundle, complaints);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  const fake = await installBridge(page, state, answers);
  await page.goto(`${ORIGIN}/configuration.html`);
  await page.locator("h1").waitFor();
  const settled = async (): Promise<void> => {
    let count: number;
    do {
      count = fake.calls.length;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    } while (fake.calls.length > count || fake.pending() > 0);
    await settle(page);
  };
  await settled();
  return {
    page,
    complaints,
    calls: fake.calls,
    inputsOf: (method) => fake.calls.filter((call) => call.method === method).map(({ input }) => input),
    async pushState(next) {
      await fake.pushState(next);
      await settled();
    },
    async pushReachability(result) {
      await fake.pushReachability(result);
      await settle(page);
    },
    async goTo(section) {
      await page.getByRole("navigation").getByRole("button", { name: section, exact: true }).click();
      await settled();
    },
    settled,
    async showAll({ width, height }) {
      await page.setViewportSize({ width, height });
      const needed = await page.evaluate<number>("document.documentElement.scrollHeight");
      await page.setViewportSize({ width, height: Math.max(height, needed) });
    },
    said: async () => ({
      status: await page.getByRole("status").innerText(),
      alert: await page.getByRole("alert").innerText(),
    }),
    [Symbol.asyncDispose]: () => context.close(),
  };
}
