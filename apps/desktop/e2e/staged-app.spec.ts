/** The folder that is packed, outside of the repository and with nothing but itself to load: it starts, and signs in. */
import { temporaryDirectory } from "@latchkey/test-kit";
import type { TemporaryDirectory } from "@latchkey/test-kit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stagedApp } from "../packaging/layout.ts";
import { stageApp } from "../packaging/stage.ts";
import { thisMachine } from "../packaging/target.ts";
import type { Desktop } from "./desktop.ts";
import { beginJourney, PERSON, placeOf, stateOf, untilStarted } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";

let folder: TemporaryDirectory;
let journey: Journey;
let desktop: Desktop;

beforeAll(async () => {
  folder = temporaryDirectory();
  await stageApp({ target: thisMachine(), output: folder.path });
  journey = await beginJourney("safe-storage");
  desktop = await journey.launch({ app: stagedApp(folder.path) });
  await untilStarted(desktop);
});

afterAll(async () => {
  await journey[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

test("the staged app starts and shows the sign-in page", async () => {
  expect(await placeOf(desktop)).toBe("sign-in/idle");
  expect(await desktop.page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
});

test("the staged app signs in and keeps the sign-in", async () => {
  await desktop.page.evaluate(() => window.latchkey.startSignIn());
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/waiting");
  const { screen } = await stateOf(desktop);
  const userCode = screen.name === "sign-in" && "userCode" in screen.signIn ? screen.signIn.userCode : "";
  journey.mock.approve(userCode, PERSON);
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/success");
});
