/** A sign-in whose key `safeStorage` sealed: it survives a restart, and is of no use without the keyring. */
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { beginJourney, PERSON, placeOf, stateOf, untilStarted } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { onlyOn } from "./support/only-on.ts";

let journey: Journey;
let desktop: Desktop;

const keyFolder = (): string => join(journey.userData, "key-store");

beforeAll(async () => {
  journey = await beginJourney("safe-storage");
  desktop = await journey.launch();
});

afterAll(() => journey[Symbol.asyncDispose]());

test("the sign-in is kept: its key is sealed, in a file of this user's", async () => {
  await desktop.page.evaluate(() => window.latchkey.startSignIn());
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/waiting");
  const { screen } = await stateOf(desktop);
  const userCode = screen.name === "sign-in" && "userCode" in screen.signIn ? screen.signIn.userCode : "";
  journey.mock.approve(userCode, PERSON);
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/success");
  expect(readdirSync(keyFolder())).toEqual(["data-key.sealed"]);
  const file = join(keyFolder(), "data-key.sealed");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // A key is 64 hexadecimal digits.
  expect(readFileSync(file, "latin1")).not.toMatch(/[0-9a-f]{64}/);
});

test("a restart stays signed in", async () => {
  await desktop.close();
  desktop = await journey.launch();
  await untilStarted(desktop);
  expect(await placeOf(desktop)).toBe("cowork");
});

// Electron's keyring is the system's, and stays.
test("with another keyring the app says so, and keeps what is stored @chromium", async (context) => {
  onlyOn("chromium", context);
  await desktop.close();
  rmSync(`${journey.userData}.keyring`);
  desktop = await journey.launch();
  await untilStarted(desktop);
  expect(await placeOf(desktop)).toBe("keychain-problem");
  expect(readdirSync(keyFolder())).toEqual(["data-key.sealed"]);
});
