/** The whole way without a mouse: everything that the app has, with Tab, Enter, Escape, the arrow keys and what one types. */
import { expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { expectText, shownCode, untilHeading } from "./support/app-window.ts";
import { chooseInMenu } from "./support/configuration.ts";
import { composer, lastTurn } from "./support/cowork.ts";
import { beginJourney } from "./support/journey.ts";
import { openSection, reachAndPress } from "./support/keyboard.ts";
import { usePerson } from "./support/person.ts";
import { allow } from "./support/sign-in.ts";
import { clipboardOf, openedBy } from "./support/stubs.ts";

const person = usePerson();

const SECTIONS = [
  "Identity & models",
  "App behaviour",
  "Export",
  "Egress requirements",
  "Policy inspector",
  "Connection",
];

/** The focus is on the composer already, as it is for everybody. */
async function typeAndSend(desktop: Desktop, message: string): Promise<void> {
  await composer(desktop).and(desktop.page.locator(":focus")).waitFor();
  await desktop.page.keyboard.type(message);
  await desktop.page.keyboard.press("Enter");
}

test("sign in, approve, work, stop, begin anew, look through the configuration, sign out", async () => {
  await using journey = await beginJourney("keyring");
  const first = await journey.launch();
  await untilHeading(first, "Sign in with AWS");
  await reachAndPress(first.page, "Sign in with AWS");
  await untilHeading(first, "Waiting for your approval");
  await reachAndPress(first.page, "Copy code");
  const userCode = await shownCode(first);
  await expect.poll(() => clipboardOf(first)).toBe(userCode);
  const [address = ""] = await openedBy(first);
  const desktop = await allow(journey, first, person, { address, userCode });
  const { page } = desktop;

  await typeAndSend(desktop, "Is the door open?");
  await lastTurn(desktop, "Answer").filter({ hasText: ": Is the door open?" }).waitFor({ timeout: 20_000 });
  journey.mock.faults.add({ operation: "ConverseStream", kind: "stall", executed: true });
  await typeAndSend(desktop, "And which one of the many doors is it?");
  await lastTurn(desktop, "Answer").filter({ hasText: "This is" }).waitFor();
  await page.keyboard.press("Escape");
  await expectText(desktop, "You stopped this answer.");
  await reachAndPress(page, "New session");
  await reachAndPress(page, "Start a new session");
  await expectText(desktop, "Your first message starts a session, in a sandbox on this computer.");
  await typeAndSend(desktop, "Once more");
  await lastTurn(desktop, "Answer").filter({ hasText: ": Once more" }).waitFor({ timeout: 20_000 });

  const opening = page.context().waitForEvent("page");
  // Its accelerator is the operating system's to hear.
  await chooseInMenu(desktop);
  const configuration = await opening;
  await configuration.getByRole("heading", { name: "Connection", exact: true }).waitFor();
  for (const section of SECTIONS) await openSection(configuration, section);
  await configuration.close();
  await expect.poll(() => page.context().pages().length).toBe(1);

  await reachAndPress(page, "Sign out");
  await untilHeading(desktop, "Sign in with AWS");
  expect(await page.getByRole("note").innerText()).toContain("You are signed out.");
});
