/** Sign-ins that do not go straight to Cowork: how each is told, and the way on. */
import { expect, test } from "vitest";
import { beginJourney } from "./support/journey.ts";
import { usePerson } from "./support/person.ts";
import { startSignIn } from "./support/sign-in.ts";
import { clipboardOf, cutNetwork, openedBy, refuseToOpen, restoreNetwork } from "./support/stubs.ts";
import { button, expectText, press, shownCode, untilCowork, untilHeading } from "./support/app-window.ts";

const MINUTES_10 = 10 * 60_000;

const person = usePerson();

test("denied in the browser: said, and a new sign-in can be started", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  const { address, userCode } = await startSignIn(desktop);
  expect(await person.answers(address, { userCode, answer: "deny" })).toBe("/device/denied");
  await untilHeading(desktop, "Sign-in was declined");
  await expectText(desktop, "You or someone else chose to decline in the browser. Nothing was signed in.");
  await press(desktop, "Start again");
  await untilHeading(desktop, "Waiting for your approval");
  expect(await shownCode(desktop)).not.toBe(userCode);
});

test("nobody answers in time: the code has expired, and a new one can be had", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  const { userCode } = await startSignIn(desktop);
  journey.mock.clock.advance(MINUTES_10);
  await untilHeading(desktop, "The code has expired");
  await expectText(desktop, "Codes are valid for 10 minutes. Nothing was signed in.");
  await press(desktop, "Get a new code");
  await untilHeading(desktop, "Waiting for your approval");
  expect(await shownCode(desktop)).not.toBe(userCode);
  expect(await openedBy(desktop)).toHaveLength(2);
});

test("cancelled: back on the sign-in page at once, and AWS is not asked any more", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await startSignIn(desktop);
  await press(desktop, "Cancel");
  await untilHeading(desktop, "Sign in with AWS");
  expect(await desktop.page.getByRole("status").innerText()).toBe("Sign-in cancelled.");
  const { lastRequest } = journey.mock;
  await desktop.page.waitForTimeout(2_500);
  expect(journey.mock.requests({ since: lastRequest })).toEqual([]);
});

test("the browser does not open: the address is there to copy, and opened by hand it leads into the app", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await refuseToOpen(desktop);
  await press(desktop, "Sign in with AWS");
  await untilHeading(desktop, "The browser did not open");
  await expectText(desktop, "Open this address yourself, then check the code.");
  const address = await desktop.page.getByRole("definition").innerText();
  await press(desktop, "Copy link");
  await button(desktop, "Copied").waitFor();
  expect(await clipboardOf(desktop)).toBe(address);
  const userCode = await shownCode(desktop);
  expect(await person.answers(address, { userCode, answer: "allow" })).toBe("/device/allowed");
  await untilCowork(desktop);
});

test("offline while waiting: said, and with the connection back the same code leads on", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  const { address, userCode } = await startSignIn(desktop);
  await cutNetwork(desktop);
  await untilHeading(desktop, "You are offline");
  await expectText(
    desktop,
    "Nothing from AWS arrives at the moment. Sign-in carries on by itself when the connection is back.",
  );
  expect(await shownCode(desktop)).toBe(userCode);
  await restoreNetwork(desktop);
  await untilHeading(desktop, "Waiting for your approval");
  expect(await shownCode(desktop)).toBe(userCode);
  expect(await person.answers(address, { userCode, answer: "allow" })).toBe("/device/allowed");
  await untilCowork(desktop);
});

test("offline from the start: told that AWS did not answer, and trying again works once it does", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await cutNetwork(desktop);
  await press(desktop, "Sign in with AWS");
  await untilHeading(desktop, "AWS did not answer");
  expect(journey.mock.requests()).toEqual([]);
  await restoreNetwork(desktop);
  await press(desktop, "Try again");
  await untilHeading(desktop, "Waiting for your approval");
});
