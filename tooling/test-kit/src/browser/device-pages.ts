/** What a person does on the pages of the mock of Identity Center, with the keyboard alone. */
import type { Page } from "playwright-core";
import { tabTo } from "./keyboard.ts";

export interface DeviceAnswer {
  readonly userName: string;
  readonly password: string;
  readonly answer: "allow" | "deny";
  /** What the device shows. The person stops when the browser shows another code. */
  readonly userCode: string;
}

const byId = (testId: string): string => `[data-testid="${testId}"]`;

/**
 * From the page that a prefilled address leads to, to the page that says how it ended.
 *
 * @returns the address of that page.
 * @throws {Error} when a page shows another code than the device.
 */
export async function answerDevicePages(
  page: Page,
  { userName, password, answer, userCode }: DeviceAnswer,
): Promise<string> {
  compare(await page.locator(byId("user-code-input")).inputValue(), userCode);
  await tabTo(page, byId("confirm-code"));
  await page.keyboard.press("Enter");
  await type(page, "user-name-input", userName);
  await type(page, "password-input", password);
  await page.locator(byId(answer)).waitFor();
  compare(await page.locator(byId("user-code")).innerText(), userCode);
  await tabTo(page, byId(answer));
  await page.keyboard.press("Enter");
  await page.locator(byId("outcome")).waitFor();
  return page.url();
}

async function type(page: Page, testId: string, text: string): Promise<void> {
  await tabTo(page, byId(testId));
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

function compare(inBrowser: string, onDevice: string): void {
  if (inBrowser !== onDevice)
    throw new Error(`The browser shows the code ${inBrowser}, and the device ${onDevice}`);
}
