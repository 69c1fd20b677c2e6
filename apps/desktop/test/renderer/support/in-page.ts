/** Questions to the document in a page, as text: the tests are compiled without the types of browsers. */
import type { Page } from "playwright-core";

/** How many pixels the document, or anything in it, is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const ends = [...document.querySelectorAll("body :not(.visually-hidden, .visually-hidden *)")]
      .map((element) => element.getBoundingClientRect())
      .map(({ left, right }) => Math.max(right - clientWidth, -left));
    return Math.ceil(Math.max(scrollWidth - clientWidth, 0, ...ends));
  })()`);
}

/** What the buttons say that can be seen, in the order of the document. */
export async function buttonNames(page: Page): Promise<readonly string[]> {
  const names: string[] = [];
  for (const button of await page.getByRole("button").all()) {
    names.push(await button.locator(".shown").filter({ visible: true }).innerText());
  }
  return names;
}

/** The tag and text of what has the focus, such as `h1 Still waiting`. */
export function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const { activeElement } = document;
    const label = activeElement.querySelector(".shown") ?? activeElement;
    return activeElement.localName + (activeElement === document.body ? "" : " " + label.innerText);
  })()`);
}

/** The contrast of an element's edge to what is inside it, as WCAG 2.2 counts it. */
export function borderContrast(page: Page, selector: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const { borderTopColor, backgroundColor } = getComputedStyle(document.querySelector(${JSON.stringify(selector)}));
    const luminance = (colour) => {
      const [r, g, b] = colour.match(/[\\d.]+/g).map((each) => each / 255)
        .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [darker, lighter] = [luminance(borderTopColor), luminance(backgroundColor)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  })()`);
}

export interface Look {
  /** Style and width, such as `solid 1px`. */
  readonly border: string;
  readonly edge: string;
  readonly background: string;
  readonly isPrimary: boolean;
}

/** How the edges and the backgrounds of elements come out. */
export function looksOf(page: Page, selector: string): Promise<readonly Look[]> {
  return page.evaluate<readonly Look[]>(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .map((element) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
      return {
        border: borderTopStyle + " " + borderTopWidth,
        edge: borderTopColor,
        background: backgroundColor,
        isPrimary: element.matches(".primary"),
      };
    })`);
}
