/** A person in front of a Chromium. */

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { federated, federatedPerson, person } from "./showcase.ts";
import type { Showcase } from "./showcase.ts";

export interface Window extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained about: broken policies, scripts that threw, things that did not load. */
  readonly complaints: readonly string[];
}

/** A new browser window without cookies; nothing but the mock can be reached from it. */
export async function openWindow(
  browser: Browser,
  { rig }: Showcase,
  options: BrowserContextOptions = {},
): Promise<Window> {
  const context = await browser.newContext({ baseURL: rig.mock.url, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A page that refuses something has a status of 400 and more, which the console calls an error.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

export async function signIn(page: Page): Promise<void> {
  await page.goto("/signin");
  await page.getByTestId("user-name-input").fill(person.userName);
  await page.getByTestId("next").click();
  await page.getByTestId("password-input").fill(person.password);
  await page.getByTestId("sign-in").click();
  await page.waitForURL(/\/start/);
}

/** Up to the sign-in page of the external identity provider. */
export async function openProvider(page: Page): Promise<void> {
  await page.goto(`/signin?instance=${federated}`);
  await page.getByTestId("user-name-input").fill(federatedPerson.userName);
  await page.getByTestId("next").click();
  await page.getByTestId("provider-sign-in").waitFor();
}
