/** Signing in, as a whole: what several journeys begin with. */
import { expect } from "vitest";
import type { Desktop } from "../desktop.ts";
import { heading, press, shownCode, untilCowork, untilHeading } from "./app-window.ts";
import type { Journey } from "./journey.ts";
import type { Person } from "./person.ts";
import { openedBy } from "./stubs.ts";

/** What the app opened in the browser, and the code that it shows. */
export interface Request {
  readonly address: string;
  readonly userCode: string;
}

/** From the sign-in page until the app waits. */
export async function startSignIn(desktop: Desktop): Promise<Request> {
  await press(desktop, "Sign in with AWS");
  await untilHeading(desktop, "Waiting for your approval");
  const [address = "", ...more] = await openedBy(desktop);
  expect(more).toEqual([]);
  return { address, userCode: await shownCode(desktop) };
}

/**
 * The person allows. The sign-in page was the first screen and the sign-in is kept, so the app says that it worked, asks to
 * be started again and ends; started again it shows Cowork.
 */
export async function allow(
  journey: Journey,
  desktop: Desktop,
  person: Person,
  { address, userCode }: Request,
): Promise<Desktop> {
  // Before it is allowed: the app shows it for a moment only.
  const said = heading(desktop, "You are signed in").waitFor();
  const [outcome] = await Promise.all([person.answers(address, { userCode, answer: "allow" }), said]);
  expect(outcome).toBe("/device/allowed");
  expect(await desktop.exited).toBe(0);
  const { desktop: next, asked } = await journey.relaunch();
  expect(asked).toEqual([expect.any(String), expect.stringMatching(/^--development-setup=/), "--debug"]);
  await untilCowork(next);
  expect(await openedBy(next)).toEqual([]);
  return next;
}
