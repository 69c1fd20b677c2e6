/** A person at a browser of their own, a second real Chromium: opens what the app opened, and answers with the keyboard. */
import { defaultPassword } from "@latchkey/mock-identity-center";
import { answerDevicePages, startChromium } from "@latchkey/test-kit/browser";
import type { DeviceAnswer } from "@latchkey/test-kit/browser";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { PERSON } from "./journey.ts";

export interface Person {
  /**
   * Signs in on the pages, compares both codes on the way, and allows or denies.
   *
   * @returns the path of the page that says how it ended.
   * @throws {Error} when the browser shows another code than the app.
   */
  answers(address: string, how: Pick<DeviceAnswer, "userCode" | "answer">): Promise<string>;
}

/** For the tests of a file: each visit has no cookies of the one before. */
export function usePerson(): Person {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  return {
    async answers(address, how) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(address);
        const who = { userName: PERSON, password: defaultPassword };
        return new URL(await answerDevicePages(page, { ...who, ...how })).pathname;
      } finally {
        await context.close();
      }
    },
  };
}
