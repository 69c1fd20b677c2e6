/** Questions to the document in a page, as text: the tests are compiled without the types of browsers. */

import type { Page } from "playwright-core";

/** How many pixels the document is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  const root = "document.documentElement";
  return page.evaluate<number>(`${root}.scrollWidth - ${root}.clientWidth`);
}

/** An attribute of the element that has the focus. */
export function focusedAttribute(page: Page, name: string): Promise<string | null> {
  return page.evaluate<string | null>(`document.activeElement.getAttribute(${JSON.stringify(name)})`);
}

/** How the focus is shown. */
export function focusOutline(page: Page): Promise<string> {
  return page.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle");
}
