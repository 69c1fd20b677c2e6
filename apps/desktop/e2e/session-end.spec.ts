/** How a session ends that nobody ended: its time is over, Bedrock says so first, or Identity Center ended the sign-in. */
import { expect, test } from "vitest";
import { button, expectText, press, untilHeading } from "./support/app-window.ts";
import { askAndRead, beginAnew, composer, lastTurn, send, write } from "./support/cowork.ts";
import { beginJourney } from "./support/journey.ts";
import { signInAtOnce } from "./support/sign-in.ts";
import { sleepFor } from "./support/time.ts";

const MINUTE = 60_000;
const HOUR = { sessionSeconds: 3600, isTimeItsOwn: true };

test("after a sleep the end is near, which is said; after another the session has ended, and what was written is sent in the next", async () => {
  await using journey = await beginJourney("memory", HOUR);
  const desktop = await journey.launch();
  await signInAtOnce(journey, desktop);
  await askAndRead(desktop, "Is the door open?");
  const warning = desktop.page.getByText(/^This session ends in 14 minutes\. Finish what you are doing/);
  await expectText(
    desktop,
    "For your administrator: sessions last 60 minutes, which is short for a working day. Set the session duration of the permission set to between 8 and 12 hours.",
  );
  expect(await warning.count()).toBe(0);

  await sleepFor(journey, desktop, 46 * MINUTE);
  // Seen, and read out.
  await expect.poll(() => warning.count()).toBe(2);
  expect(await desktop.page.getByRole("status").innerText()).toMatch(/^This session ends in 14 minutes\. /);
  await write(desktop, "Kept for later");

  await sleepFor(journey, desktop, 15 * MINUTE);
  await expectText(desktop, "Its AWS credentials lasted as long as they could. Start a new one to go on.");
  expect(await desktop.page.getByRole("alert").innerText()).toBe("This session has ended");
  expect(await composer(desktop).inputValue()).toBe("Kept for later");
  await expectText(desktop, "What you write here is kept for the new session.");

  await desktop.page.keyboard.press("Enter");
  const again = button(desktop, "Start a new session");
  expect(await again.evaluate((element) => element === document.activeElement)).toBe(true);
  await desktop.page.keyboard.press("Enter");
  await button(desktop, "Send").waitFor();
  expect(await composer(desktop).inputValue()).toBe("Kept for later");
  await composer(desktop).press("Enter");
  await lastTurn(desktop, "Answer").filter({ hasText: ": Kept for later" }).waitFor({ timeout: 20_000 });
  await desktop.page.getByText(/^Session until .+ · (59 min|1 h 0 min) left$/).waitFor();
});

test("Bedrock refuses the credentials as expired before the app knows: the session has ended, with a reference", async () => {
  await using journey = await beginJourney("memory", HOUR);
  const desktop = await journey.launch();
  await signInAtOnce(journey, desktop);
  await askAndRead(desktop, "Is the door open?");
  journey.mock.clock.advance(61 * MINUTE);
  await send(desktop, "And now?");
  await expectText(
    desktop,
    "Its AWS credentials lasted as long as they could. Start a new one to go on.",
    "The session ended before the answer was complete.",
  );
  const requestId = journey.mock.requests({ operation: "ConverseStream" }).at(-1)?.requestId ?? "none";
  expect(await desktop.page.getByText(requestId).count()).toBeGreaterThan(0);
  expect(journey.mock.requests({ operation: "GetRoleCredentials" })).toHaveLength(1);
  expect(await lastTurn(desktop, "You").innerText()).toContain("And now?");
});

test("deleted in Identity Center: the next session leads to the sign-in page, and a new sign-in back to the same work", async () => {
  await using journey = await beginJourney();
  const { mock } = journey;
  const desktop = await journey.launch();
  await signInAtOnce(journey, desktop);
  await askAndRead(desktop, "Is the door open?");
  await beginAnew(desktop);
  for (const { id } of mock.sessions()) mock.revokeSession(id);

  mock.faults.add({ operation: "GetRoleCredentials", kind: "delay", ms: 1_500 });
  await send(desktop, "Which door does this key open?");
  await write(desktop, "One more thing");
  await untilHeading(desktop, "Your session has ended");
  await expectText(
    desktop,
    "It reached the time limit that your organisation set, or an administrator ended it. Sign in again to go on.",
  );

  await signInAtOnce(journey, desktop, "Sign in again");
  expect(await lastTurn(desktop, "You").innerText()).toContain("Which door does this key open?");
  expect(await composer(desktop).inputValue()).toBe("One more thing");
  await press(desktop, "Try again");
  await lastTurn(desktop, "Answer")
    .filter({ hasText: ": Which door does this key open?" })
    .waitFor({ timeout: 20_000 });
  expect(mock.sessions().map(({ status }) => status)).toContain("active");
});
