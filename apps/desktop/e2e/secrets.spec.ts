/** A full sign-in at debug level, then every secret is searched for where a page or a reader of files could look. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { beginJourney, PERSON, placeOf, stateOf } from "./support/journey.ts";

test("no secret is in the states a page was told, its document, its storage, the log or the data folder", async () => {
  await using journey = await beginJourney();
  const desktop = await journey.launch();
  const { page } = desktop;
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/idle");
  await page.evaluate(() => {
    window.heard = [];
    window.latchkey.onState((state) => void window.heard?.push(state));
    return window.latchkey.startSignIn();
  });
  await expect.poll(() => placeOf(desktop)).toBe("sign-in/waiting");
  const { screen } = await stateOf(desktop);
  const userCode = screen.name === "sign-in" && "userCode" in screen.signIn ? screen.signIn.userCode : "";
  journey.mock.approve(userCode, PERSON);
  await expect.poll(() => placeOf(desktop), { timeout: 15_000 }).toBe("sign-in/success");
  const answers = await page.evaluate(async () => [
    await window.latchkey.continueToCowork(),
    await window.latchkey.getState(),
    await window.latchkey.signOut(),
  ]);
  const inPage = await page.evaluate(() =>
    JSON.stringify([
      window.heard,
      document.documentElement.outerHTML,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
    ]),
  );
  const log = join(journey.userData, "latchkey.log");
  const written = filesIn(journey.userData)
    .map((file) => readFileSync(file, "latin1"))
    .join("\n");
  const places = { inPage, written, answers: JSON.stringify(answers) };

  const secrets = journey.mock.issuedSecrets();
  expect(secrets.length).toBeGreaterThan(3);
  for (const [place, text] of Object.entries(places))
    expect(
      secrets.filter((secret) => text.includes(secret)),
      place,
    ).toEqual([]);
  expect(inPage).toContain(userCode);
  expect(readFileSync(log, "utf8")).not.toContain(userCode);
  expect(readFileSync(log, "utf8")).toContain("device sign-in finished");
  expect(statSync(log).mode & 0o777).toBe(0o600);
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
