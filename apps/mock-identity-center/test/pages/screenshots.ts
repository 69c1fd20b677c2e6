/** Takes a picture of every page, light and dark, wide and narrow: `pnpm --filter … screenshots FOLDER [NAME…]`. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startChromium } from "@latchkey/test-kit/browser";
import type { Browser, Page } from "playwright-core";
import { openProvider, openWindow, signIn } from "./support/browser.ts";
import { builtIn, startShowcase } from "./support/showcase.ts";
import type { Showcase } from "./support/showcase.ts";

const [folder = "screenshots", ...wanted] = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const widths = { wide: 1280, narrow: 360 };

/** Pages that only an action leads to. */
const scenes: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  provider: openProvider,
  "provider-refused": async (page) => {
    await openProvider(page);
    await page.getByTestId("provider-password-input").fill("wrong");
    await page.getByTestId("provider-sign-in").click();
  },
  "permission-set-refused": async (page) => {
    await page.goto(`/admin/${builtIn}/permission-sets/edit?set=BedrockInference`);
    await page.getByTestId("field-duration").fill("13 h");
    await page.getByTestId("field-policy").fill('{ "Statement": [{ "Effect": "Maybe" }] }');
    await page.getByTestId("save").click();
  },
};

async function photograph(browser: Browser, showcase: Showcase, options: Options): Promise<void> {
  const { colorScheme, width } = options;
  const take = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
  };
  const view = { colorScheme, viewport: { width: widths[width], height: 800 } };
  await using stranger = await openWindow(browser, showcase, view);
  await using user = await openWindow(browser, showcase, view);
  await signIn(user.page);
  for (const { name, path, as } of showcase.pages.filter((shown) => isWanted(shown.name))) {
    const { page } = as === "user" ? user : stranger;
    await page.goto(path);
    await take(page, name);
  }
  for (const [name, act] of Object.entries(scenes).filter(([scene]) => isWanted(scene))) {
    await act(stranger.page);
    await take(stranger.page, name);
  }
}

interface Options {
  readonly colorScheme: "light" | "dark";
  readonly width: keyof typeof widths;
}

mkdirSync(folder, { recursive: true });
await using showcase = await startShowcase();
await using browser = await startChromium();
for (const colorScheme of ["light", "dark"] as const)
  for (const width of ["wide", "narrow"] as const)
    await photograph(browser, showcase, { colorScheme, width });
