/** A person without a mouse. */
import type { Page } from "playwright-core";

const PATIENCE_PRESSES = 60;

/**
 * Presses Tab until the focus is on what the selector names, as often as a patient person would.
 *
 * @throws {Error} when Tab does not lead there.
 */
export async function tabTo(page: Page, selector: string): Promise<void> {
  const target = page.locator(selector);
  await target.waitFor();
  for (let presses = 0; !(await target.evaluate(hasFocus)); presses += 1) {
    if (presses === PATIENCE_PRESSES) throw new Error(`Tab does not lead to ${selector}`);
    await page.keyboard.press("Tab");
  }
}

const hasFocus = (element: unknown): boolean =>
  element === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement;
