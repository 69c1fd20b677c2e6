/** A window without a mouse: Tab leads to everything, and what is pressed or typed goes to what has the focus. */
import { tabTo } from "@latchkey/test-kit/browser";
import type { Page } from "playwright-core";

export async function reachAndPress(page: Page, name: string): Promise<void> {
  await tabTo(page, `role=button[name="${name}"]`);
  await page.keyboard.press("Enter");
}

/** By its label; in a list of choices, what is typed chooses. */
export async function reachAndType(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, `internal:label="${label}"s`);
  await page.keyboard.type(text);
}

/** One of several that the arrow keys lead through. */
export async function reachAndChoose(page: Page, group: string, name: RegExp): Promise<void> {
  const radios = page.getByRole("group", { name: group }).getByRole("radio");
  const chosen = page.getByRole("radio", { name, checked: true });
  await tabTo(page, `role=group[name="${group}"] >> role=radio[checked=true]`);
  for (let left = await radios.count(); (await chosen.count()) === 0; left -= 1) {
    if (left === 0) throw new Error(`The arrow keys do not lead to ${String(name)}`);
    await page.keyboard.press("ArrowDown");
  }
}

/** A section of the configuration window; the focus is on its heading then. */
export async function openSection(page: Page, name: string): Promise<void> {
  await reachAndPress(page, name);
  await page.getByRole("heading", { name, exact: true, level: 1 }).and(page.locator(":focus")).waitFor();
}
