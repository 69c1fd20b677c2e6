/** Signing in, as a whole: what several journeys begin with. */
import { expect } from "vitest";
import type { Desktop } from "../desktop.ts";
import type { Journey } from "./journey.ts";
import type { Person } from "./person.ts";
import { openedBy } from "./stubs.ts";
import { press, shownCode, untilHeading } from "./app-window.ts";

/** From the sign-in page until the app waits; the address that it opened, and the code that it shows. */
export async function startSignIn(
  desktop: Desktop,
): Promise<{ readonly address: string; readonly userCode: string }> {
  await press(desktop, "Sign in with AWS");
  await untilHeading(desktop, "Waiting for your approval");
  const [address = "", ...more] = await openedBy(desktop);
  expect(more).toEqual([]);
  return { address, userCode: await shownCode(desktop) };
}

/** From the sign-in page into Cowork; the app that shows it. */
export async function signIn(journey: Journey, desktop: Desktop, person: Person): Promise<Desktop> {
  const { address, userCode } = await startSignIn(desktop);
  expect(await person.answers(address, { userCode, answer: "allow" })).toBe("/device/allowed");
  return afterApproval(journey, desktop);
}

/** What follows an approval: the page that says so, and Cowork. */
export async function afterApproval(_journey: Journey, desktop: Desktop): Promise<Desktop> {
  await untilHeading(desktop, "You are signed in");
  // With the keyboard: the primary action answers to Enter.
  await desktop.page.keyboard.press("Enter");
  await untilHeading(desktop, "Cowork");
  return desktop;
}
