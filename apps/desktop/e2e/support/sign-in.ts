/** Signing in, as a whole: what several journeys begin with. */
import { expect } from "vitest";
import type { Desktop } from "../desktop.ts";
import { heading, press, shownCode, untilCowork, untilHeading } from "./app-window.ts";
import { PERSON } from "./journey.ts";
import type { Journey } from "./journey.ts";
import type { Person } from "./person.ts";
import { openedBy } from "./stubs.ts";

/** What the app opened in the browser, and the code that it shows. */
export interface Request {
  readonly address: string;
  readonly userCode: string;
}

/** From the sign-in page, which names its button, until the app waits; it opens one address on the way. */
export async function startSignIn(desktop: Desktop, name = "Sign in with AWS"): Promise<Request> {
  const before = await openedBy(desktop);
  await press(desktop, name);
  await untilHeading(desktop, "Waiting for your approval");
  const [address = "", ...more] = (await openedBy(desktop)).slice(before.length);
  expect(more).toEqual([]);
  return { address, userCode: await shownCode(desktop) };
}

/** For journeys that begin after the sign-in: in place, since the sign-in is kept in memory; who allows it is not the matter. */
export async function signInAtOnce({ mock }: Journey, desktop: Desktop, name?: string): Promise<void> {
  const { userCode } = await startSignIn(desktop, name);
  mock.approve(userCode, PERSON);
  await untilCowork(desktop);
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
