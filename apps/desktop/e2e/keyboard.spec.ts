/** The whole way without a mouse. */
import { tabTo } from "@latchkey/test-kit/browser";
import { expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { beginJourney } from "./support/journey.ts";
import { usePerson } from "./support/person.ts";
import { allow } from "./support/sign-in.ts";
import { clipboardOf, openedBy } from "./support/stubs.ts";
import { shownCode, untilHeading } from "./support/app-window.ts";

const person = usePerson();

async function reachAndPress({ page }: Desktop, name: string): Promise<void> {
  await tabTo(page, `role=button[name="${name}"]`);
  await page.keyboard.press("Enter");
}

test("sign in, copy the code, approve, work, sign out: with Tab and Enter alone", async () => {
  await using journey = await beginJourney("keyring");
  const desktop = await journey.launch();
  await untilHeading(desktop, "Sign in with AWS");
  await reachAndPress(desktop, "Sign in with AWS");
  await untilHeading(desktop, "Waiting for your approval");
  await reachAndPress(desktop, "Copy code");
  const userCode = await shownCode(desktop);
  await expect.poll(() => clipboardOf(desktop)).toBe(userCode);
  const [address = ""] = await openedBy(desktop);
  const cowork = await allow(journey, desktop, person, { address, userCode });
  await reachAndPress(cowork, "Sign out");
  await untilHeading(cowork, "Sign in with AWS");
  expect(await cowork.page.getByRole("note").innerText()).toContain("You are signed out.");
});
