/** What the next launch finds: the sign-in of before, or the reason why it is gone. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { beginJourney, KEYRING_PASSWORD, PERSON, POLICY } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { startSignIn } from "./support/sign-in.ts";
import { openedBy } from "./support/stubs.ts";
import { expectText, press, untilCowork, untilHeading } from "./support/app-window.ts";
import { send } from "./support/cowork.ts";

/** Signs in, until the app has ended to be started again; who allows it is not the matter here. */
async function signedInJourney(): Promise<Journey> {
  await using begun = new AsyncDisposableStack();
  const journey = begun.use(await beginJourney("keyring"));
  const desktop = await journey.launch();
  const { userCode } = await startSignIn(desktop);
  journey.mock.approve(userCode, PERSON);
  expect(await desktop.exited).toBe(0);
  // From here on it is the test's to end.
  begun.move();
  return journey;
}

const keptIn = ({ userData }: Journey): readonly string[] =>
  readdirSync(join(userData, "vault"), { recursive: true, encoding: "utf8" });

test("a restart stays signed in: Cowork at once, and no browser", async () => {
  await using journey = await signedInJourney();
  const desktop = await journey.launch();
  await untilCowork(desktop);
  await expectText(desktop, "111122223333", "BedrockInference");
  expect(await openedBy(desktop)).toEqual([]);
});

test("deleted in Identity Center: the next session finds out, the sign-in page says so, and nothing of it is kept", async () => {
  await using journey = await signedInJourney();
  const desktop = await journey.launch();
  await untilCowork(desktop);
  const [session] = journey.mock.sessions();
  journey.mock.revokeSession(session?.id ?? "");
  await send(desktop, "Which door does this key open?");
  await untilHeading(desktop, "Your session has ended");
  await expectText(
    desktop,
    "It reached the time limit that your organisation set, or an administrator ended it. Sign in again to go on.",
  );
  await desktop.close();
  // What was stored is gone: nothing is asked of Identity Center to find out again.
  const { lastRequest } = journey.mock;
  const again = await journey.launch();
  await untilHeading(again, "Sign in with AWS");
  expect(journey.mock.requests({ since: lastRequest })).toEqual([]);
});

test("signed out: the next launch asks for a sign-in, and Identity Center has no session left", async () => {
  await using journey = await signedInJourney();
  const desktop = await journey.launch();
  await untilCowork(desktop);
  await press(desktop, "Sign out");
  await untilHeading(desktop, "Sign in with AWS");
  await expectText(desktop, "You are signed out.");
  expect(journey.mock.sessions().map(({ status }) => status)).toEqual(["signed-out"]);
  await desktop.close();
  await untilHeading(await journey.launch(), "Sign in with AWS");
});

test("another start URL in the policy: signed out at the next launch, which says why, and the old sign-in is gone", async () => {
  await using journey = await signedInJourney();
  const before = keptIn(journey);
  journey.writePolicy({ ...POLICY, inferenceBedrockSsoStartUrl: "https://other.awsapps.com/start" });
  const desktop = await journey.launch();
  await untilHeading(desktop, "Sign in with AWS");
  await expectText(
    desktop,
    "Your organisation changed its sign-in settings, so the earlier sign-in was removed from this computer.",
    "You will sign in at other.awsapps.com in your web browser. This app never sees your password.",
  );
  expect(keptIn(journey).length).toBeLessThan(before.length);
  await desktop.close();
  journey.writePolicy(POLICY);
  const again = await journey.launch();
  await untilHeading(again, "Sign in with AWS");
  await again.page.getByText("was removed from this computer").waitFor({ state: "detached" });
});

test("a locked keychain: said, nothing is removed, and unlocked it leads to Cowork", async () => {
  await using journey = await signedInJourney();
  await journey.bus?.stopDaemon();
  await journey.bus?.startDaemon("not the password");
  const before = keptIn(journey);
  const desktop = await journey.launch();
  await untilHeading(desktop, "The keychain does not answer");
  await expectText(
    desktop,
    "This computer’s keychain holds the key to your sign-in, and cannot be asked at the moment. Nothing was removed.",
  );
  expect(keptIn(journey)).toEqual(before);
  await journey.bus?.stopDaemon();
  await journey.bus?.startDaemon(KEYRING_PASSWORD);
  await press(desktop, "Try again");
  await untilCowork(desktop);
});

test("no keychain at all: signed in for this run only, which is said, and the next launch asks again", async () => {
  await using journey = await beginJourney("none");
  const desktop = await journey.launch();
  const { userCode } = await startSignIn(desktop);
  journey.mock.approve(userCode, PERSON);
  await untilHeading(desktop, "Cannot store your sign-in safely");
  await expectText(
    desktop,
    "You are signed in for this session only, and will sign in again at the next start.",
  );
  await press(desktop, "Continue for this session");
  await untilCowork(desktop);
  expect(journey.mock.sessions().map(({ status }) => status)).toEqual(["active"]);
  await desktop.close();
  await untilHeading(await journey.launch(), "Sign in with AWS");
});
