/** The app's window as a person uses it: by what is written on it. */
import type { Locator } from "playwright-core";
import type { Desktop } from "../desktop.ts";

export function button({ page }: Desktop, name: string): Locator {
  return page.getByRole("button", { name, exact: true });
}

export async function press(desktop: Desktop, name: string): Promise<void> {
  await button(desktop, name).click();
}

export function heading({ page }: Desktop, name: string): Locator {
  return page.getByRole("heading", { name, exact: true, level: 1 });
}

/** Waits for the heading of a page; the focus is on it then. */
export async function untilHeading(desktop: Desktop, name: string): Promise<void> {
  await heading(desktop, name).and(desktop.page.locator(":focus")).waitFor({ timeout: 25_000 });
}

export async function expectText(
  { page }: Pick<Desktop, "page">,
  ...texts: readonly string[]
): Promise<void> {
  for (const text of texts) await page.getByText(text, { exact: true }).first().waitFor();
}

/** The code to compare, as it is read. */
export async function shownCode({ page }: Desktop): Promise<string> {
  return page.getByRole("img", { name: /^Code: / }).innerText();
}

/** Waits for Cowork, where the focus may be on what one writes in. */
export async function untilCowork(desktop: Desktop): Promise<void> {
  await heading(desktop, "Cowork").waitFor({ timeout: 25_000 });
}
