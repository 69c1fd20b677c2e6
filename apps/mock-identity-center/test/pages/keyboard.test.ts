/** A person without a mouse, in a real Chromium: Tab, typing, Enter and Space only. */

import { startChromium } from "@latchkey/test-kit/browser";
import type { Browser, Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { openWindow } from "./support/browser.ts";
import { focusedAttribute, focusOutline } from "./support/in-page.ts";
import {
  builtIn,
  federated,
  federatedPerson,
  federatedStartUrl,
  person,
  startShowcase,
} from "./support/showcase.ts";

const limit = 30_000;
const browser: Browser = await startChromium();

afterAll(() => browser.close());

/** Presses Tab until the element has the focus, which has to be visible. */
async function tabTo(page: Page, testId: string): Promise<void> {
  await page.getByTestId(testId).waitFor();
  for (let presses = 0; (await focusedAttribute(page, "data-testid")) !== testId; presses += 1) {
    if (presses === 60) throw new Error(`Tab does not lead to ${testId}`);
    await page.keyboard.press("Tab");
  }
  expect(await focusOutline(page), `the focus on ${testId} can be seen`).toBe("solid");
}

/** Types where the page itself put the focus, which a browser does a moment after it has loaded. */
async function typeInto(page: Page, testId: string, text: string): Promise<void> {
  await page.getByTestId(testId).waitFor();
  await expect.poll(() => focusedAttribute(page, "data-testid"), { timeout: limit }).toBe(testId);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

test("a device code is confirmed and allowed", { timeout: limit }, async () => {
  await using showcase = await startShowcase();
  await using window = await openWindow(browser, showcase);
  const { page, complaints } = window;
  const { rig } = showcase;
  const client = await rig.register();
  const device = await rig.startDevice(client);
  await page.goto("/device");
  await typeInto(page, "user-code-input", device.userCode.toLowerCase().replace("-", " "));
  await typeInto(page, "user-name-input", person.userName);
  await typeInto(page, "password-input", person.password);
  await page.getByTestId("allow").waitFor();
  expect(await page.getByTestId("user-code").textContent()).toBe(device.userCode);
  await tabTo(page, "allow");
  await page.keyboard.press("Space");
  await page.getByTestId("outcome").waitFor();
  expect((await rig.poll(client, device)).status).toBe(200);
  expect(complaints).toEqual([]);
});

test("a federated user comes back from the identity provider to the code", { timeout: limit }, async () => {
  await using showcase = await startShowcase();
  await using window = await openWindow(browser, showcase);
  const { page, complaints } = window;
  const { rig } = showcase;
  const client = await rig.register();
  const reply = await rig.post("/device_authorization", { ...client, startUrl: federatedStartUrl });
  await page.goto(String(reply.json["verificationUriComplete"]));
  await tabTo(page, "confirm-code");
  await page.keyboard.press("Enter");
  await typeInto(page, "user-name-input", federatedPerson.userName);
  await page.getByTestId("provider-password-input").waitFor();
  expect(new URL(page.url()).pathname).toBe(`/idp/${federated}`);
  await typeInto(page, "provider-password-input", federatedPerson.password);
  await tabTo(page, "deny");
  await page.keyboard.press("Enter");
  await page.getByTestId("outcome").waitFor();
  expect(new URL(page.url()).pathname).toBe("/device/denied");
  expect(complaints).toEqual([]);
});

test("an administrator skips to the content and disables a user in a form", { timeout: limit }, async () => {
  await using showcase = await startShowcase();
  await using window = await openWindow(browser, showcase);
  const { page, complaints } = window;
  await page.goto(`/admin/${builtIn}/users/edit?user=grace.hopper`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await focusedAttribute(page, "id")).toBe("content");
  await tabTo(page, "field-enabled");
  await page.keyboard.press("Space");
  await tabTo(page, "save");
  await page.keyboard.press("Enter");
  await page.getByTestId("done").waitFor();
  const users = showcase.rig.mock.seed.instances[0]?.users ?? [];
  expect(users.find(({ userName }) => userName === "grace.hopper")?.enabled).toBe(false);
  expect(complaints).toEqual([]);
});
