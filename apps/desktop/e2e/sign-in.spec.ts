/** Signing in through the app's real bundles; what the page looks like is the renderer's own matter. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { beginJourney, PERSON, placeOf, stateOf } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";

let journey: Journey;
let desktop: Desktop;

beforeAll(async () => {
  journey = await beginJourney();
  desktop = await journey.launch();
});

afterAll(() => journey[Symbol.asyncDispose]());

test("the first launch shows the sign-in page and says why", async () => {
  await expect
    .poll(() => stateOf(desktop))
    .toMatchObject({
      screen: {
        name: "sign-in",
        startUrlHost: "acme.awsapps.com",
        signIn: { state: "idle", reason: "first-use" },
      },
    });
});

test("one click starts the sign-in and opens the browser with the request prefilled", async () => {
  await desktop.page.evaluate(() => window.latchkey.startSignIn());
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/waiting");
  const { screen } = await stateOf(desktop);
  const signIn = screen.name === "sign-in" && "userCode" in screen.signIn ? screen.signIn : undefined;
  expect(journey.opened).toEqual([signIn?.verificationUri]);
  expect(journey.opened[0]).toContain(signIn?.userCode);
  journey.mock.approve(signIn?.userCode ?? "", PERSON);
  await expect.poll(() => placeOf(desktop), { timeout: 15_000 }).toBe("sign-in/success");
  await desktop.page.evaluate(() => window.latchkey.continueToCowork());
  expect(await placeOf(desktop)).toBe("cowork");
});
