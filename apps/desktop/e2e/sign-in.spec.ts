/** Signing in, from the first launch to Cowork, with the approval in a second browser. */
import { expect, test } from "vitest";
import { beginJourney } from "./support/journey.ts";
import { usePerson } from "./support/person.ts";
import { allow, startSignIn } from "./support/sign-in.ts";
import { openedBy } from "./support/stubs.ts";
import { expectText, untilHeading } from "./support/app-window.ts";

const person = usePerson();

test("the first launch shows the sign-in page, and what will happen", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  await untilHeading(desktop, "Sign in with AWS");
  await expectText(
    desktop,
    "You will sign in at acme.awsapps.com in your web browser. This app never sees your password.",
  );
  expect(await openedBy(desktop)).toEqual([]);
});

test("one click starts the sign-in and opens the browser with the request prefilled; allowed there, the app relaunches into Cowork", async () => {
  await using journey = await beginJourney("keyring");
  const desktop = await journey.launch();
  await untilHeading(desktop, "Sign in with AWS");
  const { address, userCode } = await startSignIn(desktop);
  expect(userCode).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
  expect(new URL(address).origin).toBe(new URL(journey.mock.url).origin);
  expect(new URL(address).searchParams.get("user_code")).toBe(userCode);
  await expectText(
    desktop,
    "Approve only if the browser shows exactly this code.",
    "Did somebody ask you for this code?",
  );
  const cowork = await allow(journey, desktop, person, { address, userCode });
  await expectText(cowork, "111122223333", "BedrockInference");
});
