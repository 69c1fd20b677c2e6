/** A full journey at debug level, then every secret is searched for where a page or a reader of files could look. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { expectText, press, untilHeading } from "./support/app-window.ts";
import { openConfiguration } from "./support/configuration.ts";
import { askAndRead, send } from "./support/cowork.ts";
import { beginJourney, POLICY } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { openSection, reachAndPress, reachAndType } from "./support/keyboard.ts";
import { signInAtOnce } from "./support/sign-in.ts";
import { saveEverythingIn } from "./support/stubs.ts";
import { foundIn, listenIn, toldBy } from "./support/told.ts";

const TOKEN = "ABSKcGxhbnRlZC1pbi1hLXRlc3Q6b2Ytbm9ib2R5LWF0LWFsbC1leGNlcHQtdGhpcw==";

let journey: Journey;
let desktop: Desktop;
/** By where it was found. */
const places: Record<string, string> = {};

beforeAll(async () => {
  journey = await beginJourney();
  desktop = await journey.launch();
  await listenIn(desktop);
});

afterAll(() => journey[Symbol.asyncDispose]());

/** Of the mock's, whatever it has issued, and what was typed. */
const secrets = (): readonly string[] => [...journey.mock.issuedSecrets(), TOKEN];

function expectNoSecretIn(found: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(found)) {
    expect(text, place).not.toBe("");
    expect(
      secrets().filter((secret) => text.includes(secret)),
      place,
    ).toEqual([]);
  }
}

/** All that the app wrote, names included; a file that the person agreed to have a secret in is not among it. */
function written(consented?: string): string {
  return readdirSync(journey.userData, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== consented)
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file}\n${readFileSync(file, "latin1")}`)
    .join("\n");
}

const logOf = (): string => readFileSync(join(journey.userData, "latchkey.log"), "utf8");
const localFile = (): string => join(journey.userData, "local-settings.json");

test("signing in, a session with its answer, and signing out", async () => {
  await signInAtOnce(journey, desktop);
  await askAndRead(desktop, "Is the door open?");
  places["page while a session runs"] = await foundIn(desktop.page);
  places["data folder while a session runs"] = written();
  await press(desktop, "Sign out");
  await untilHeading(desktop, "Sign in with AWS");
  places["page after the sign-out"] = await foundIn(desktop.page);
  // Client, device code, two tokens, and two parts of the role credentials.
  expect(journey.mock.issuedSecrets().length).toBeGreaterThanOrEqual(6);
  expect(places["page while a session runs"]).toContain("Is the door open?");
  for (const line of ["device sign-in finished", "credentials issued"]) expect(logOf()).toContain(line);
  expect(logOf()).not.toContain("Is the door open?");
});

test("a bearer token, typed, exported without and with consent, and applied with it", async () => {
  journey.writePolicy({});
  const page = await openConfiguration(desktop);
  await reachAndType(page, "Inference provider", "bedrock");
  await reachAndType(page, "AWS region", POLICY.inferenceBedrockRegion);
  await reachAndType(page, "AWS bearer token", TOKEN);
  await openSection(page, "Identity & models");
  await reachAndPress(page, "Add a model");
  await page.keyboard.type(POLICY.inferenceModels[0] ?? "");

  const folder = join(journey.userData, "..", "saved");
  mkdirSync(folder);
  await saveEverythingIn(desktop, folder);
  const saved = (): string => readFileSync(join(folder, "managed-settings.json"), "utf8");
  const untilSaved = (): Promise<void> =>
    expect.poll(() => page.getByRole("status").innerText()).toBe("Saved as managed-settings.json.");
  await openSection(page, "Export");
  await reachAndPress(page, "Save…");
  await untilSaved();
  places["file without consent"] = saved();
  const consent = page.getByRole("checkbox", { name: "Include secrets in clear text" });
  await consent.focus();
  await page.keyboard.press("Space");
  await expectText({ page }, "Preview");
  places["preview with consent"] = await foundIn(page);
  await reachAndPress(page, "Save…");
  await expect.poll(saved).toContain(TOKEN);

  await openSection(page, "Policy inspector");
  places["inspector of the draft"] = await foundIn(page);
  await reachAndPress(page, "Apply locally…");
  await consent.focus();
  await page.keyboard.press("Space");
  places["question before it is applied"] = await foundIn(page);
  places["told by the first run"] = (await toldBy(desktop)).join("\n");
  await reachAndPress(page, "Apply and restart").catch(() => undefined);
  expect(await desktop.exited).toBe(0);
  expect(readFileSync(localFile(), "utf8")).toContain(TOKEN);
  expect(statSync(localFile()).mode & 0o777).toBe(0o600);
});

test("the app with the token in force: a session, its failure, the window, and the token's removal", async () => {
  const { desktop: next, asked } = await journey.relaunch();
  desktop = next;
  places["arguments of the relaunch"] = asked.join(" ");
  await listenIn(desktop);
  await expectText(
    desktop,
    "Your organisation provides the access to Amazon Bedrock. You do not need to sign in.",
  );
  await send(desktop, "Which door does this token open?");
  await desktop.page
    .getByText(/Bedrock does not accept its credentials|Try again/)
    .first()
    .waitFor();
  places["page after a refusal"] = await foundIn(desktop.page);
  const page = await openConfiguration(desktop);
  await expectText({ page }, "Is set; its value is not shown.");
  places["form with the token in force"] = await foundIn(page);
  await openSection(page, "Policy inspector");
  places["inspector with the token in force"] = await foundIn(page);
  await reachAndPress(page, "Copy report");
  await expectText({ page }, "Report copied.");
  places["report"] = await desktop.evaluate(({ clipboard }) => clipboard.readText());
  places["data folder with the token in force"] = written("local-settings.json");
  await reachAndPress(page, "Remove…");
  places["told by the second run"] = (await toldBy(desktop)).join("\n");
  await reachAndPress(page, "Remove and restart").catch(() => undefined);
  expect(await desktop.exited).toBe(0);
  expect(existsSync(localFile())).toBe(false);
});

test("a defect whose message has every secret: the log and the dialog say where, and not what", async () => {
  ({ desktop } = await journey.relaunch());
  await untilHeading(desktop, "This app is not set up yet");
  const boxes = join(journey.userData, "..", "boxes.txt");
  const planted = { boxes, message: `planted: ${secrets().join(" ")}` };
  await desktop.evaluate(({ dialog }, { boxes, message }) => {
    dialog.showErrorBox = (title, content) => {
      process.getBuiltinModule("node:fs").appendFileSync(boxes, `${title}\n${content}\n`);
    };
    setTimeout(() => {
      throw Object.assign(new TypeError(message), { detail: message });
    });
  }, planted);
  expect(await desktop.exited).toBe(1);
  expect(logOf()).toMatch(/"error":"TypeError".*nobody caught this/);
  places["dialog of the defect"] = readFileSync(boxes, "utf8");
  expect(places["dialog of the defect"]).toContain("Something went wrong.");
});

test("no secret is anywhere that was looked at", () => {
  expect(statSync(join(journey.userData, "latchkey.log")).mode & 0o777).toBe(0o600);
  expect(places["told by the first run"]).toContain("Is the door open?");
  expect(places["told by the first run"]).toContain("configuration:check");
  expect(places["told by the second run"]).toContain("inferenceBedrockBearerToken");
  expectNoSecretIn({ ...places, "data folder": written() });
});
