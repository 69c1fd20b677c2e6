/** An administrator's way through the configuration window, without a mouse: from nothing to a file, and to this computer. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Desktop } from "./desktop.ts";
import { expectText, untilHeading } from "./support/app-window.ts";
import { openConfiguration } from "./support/configuration.ts";
import { beginJourney, POLICY } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { openSection, reachAndChoose, reachAndPress, reachAndType } from "./support/keyboard.ts";
import { latchkeyPolicy } from "./support/policy-tool.ts";
import { answerFor, clipboardOf, saveEverythingIn } from "./support/stubs.ts";

let journey: Journey;
let desktop: Desktop;
let page: Page;

beforeAll(async () => {
  journey = await beginJourney();
  journey.writePolicy({});
  desktop = await journey.launch();
});

afterAll(() => journey[Symbol.asyncDispose]());

/** The table of the product document, for AWS sign-in: what stands in it as "leave empty" is not here. */
const TYPED = [
  ["Inference provider", "bedrock"],
  ["AWS region", POLICY.inferenceBedrockRegion],
  ["Bedrock base URL", "https://vpce-1.bedrock-runtime.example.com"],
  ["AWS SSO start URL", POLICY.inferenceBedrockSsoStartUrl],
  ["AWS SSO region", POLICY.inferenceBedrockSsoRegion],
  ["AWS SSO account ID", POLICY.inferenceBedrockSsoAccountId],
  ["AWS SSO role name", POLICY.inferenceBedrockSsoRoleName],
  ["Bedrock service tier", "priority"],
] as const;

const EMPTY = ["AWS bearer token", "AWS profile name", "AWS config directory"];

const SSO_HOSTS = ["oidc.us-east-1.amazonaws.com", "portal.sso.us-east-1.amazonaws.com"];

const withoutSources = (report: string): string => report.replace(/^Sources\n(?: .*\n)+/m, "");
const verdict = (): Promise<string> => page.getByRole("region", { name: "Verdict on the draft" }).innerText();
const rowOf = (host: string): Promise<string> =>
  page.getByRole("table", { name: "Hosts" }).getByRole("row").filter({ hasText: host }).innerText();
const said = (): Promise<string> => page.getByRole("status").innerText();

test("from the page that says that nothing is set up, the form is filled in, and leads to AWS sign-in", async () => {
  await untilHeading(desktop, "This app is not set up yet");
  const opening = desktop.page.context().waitForEvent("page");
  await reachAndPress(desktop.page, "Open configuration");
  page = await opening;
  await page.getByRole("heading", { name: "Connection", exact: true }).waitFor();
  for (const [label, value] of TYPED) await reachAndType(page, label, value);
  for (const label of EMPTY)
    expect(await page.getByLabel(label, { exact: true }).inputValue(), label).toBe("");
  await openSection(page, "Identity & models");
  await reachAndPress(page, "Add a model");
  await page.keyboard.type(POLICY.inferenceModels[0] ?? "");
  await expect.poll(verdict).toMatch(/^Draft\nAWS sign-in\n/);
  expect(await verdict()).not.toMatch(/Errors:|Warnings:/);
});

const FILES = [
  ["latchkey.mobileconfig", /\.mobileconfig/, "<string>https://acme.awsapps.com/start</string>"],
  ["latchkey.reg", /\(\.reg\).*MDM/, '"inferenceBedrockSsoStartUrl"="https://acme.awsapps.com/start"'],
  ["managed-settings.json", /\(\.json\)/, '"inferenceBedrockSsoStartUrl": "https://acme.awsapps.com/start"'],
] as const;

test("each file for management is seen, saved, and found in order by latchkey-policy check", async () => {
  await saveEverythingIn(desktop, journey.userData);
  await openSection(page, "Export");
  for (const [file, name, line] of FILES) {
    await reachAndChoose(page, "File", name);
    const preview = page.getByRole("region", { name: "Preview" });
    await expect.poll(() => preview.innerText()).toContain(line);
    await reachAndPress(page, "Save…");
    await expect.poll(said).toBe(`Saved as ${file}.`);
    const report = await latchkeyPolicy("check", "--json", join(journey.userData, file));
    expect(JSON.parse(report), file).toMatchObject({
      files: [{ verdict: "fine", mode: "aws-sso", errors: 0, warnings: 0 }],
    });
  }
});

test("the hosts for the firewall: listed, and tested with progress, which can be stopped", async () => {
  await openSection(page, "Egress requirements");
  for (const host of SSO_HOSTS) expect(await rowOf(host)).toMatch(/:443.+sign-in/s);
  await answerFor(desktop, { "portal.sso.": "unknown", "vpce-1.": "silent" });
  await reachAndPress(page, "Test reachability");
  await expect.poll(() => rowOf("oidc.us-east-1")).toMatch(/Reachable/);
  await expect.poll(() => rowOf("portal.sso.us-east-1")).toMatch(/Unreachable ERR_NAME_NOT_RESOLVED/);
  expect(await rowOf("vpce-1.")).toMatch(/Testing…/);
  const total = (await page.getByRole("table", { name: "Hosts" }).getByRole("row").count()) - 1;
  await expectText({ page }, `Tested: ${total - 1} of ${total}`);
  await reachAndPress(page, "Stop");
  await expectText({ page }, `Stopped. Tested: ${total - 1} of ${total}.`);
  await answerFor(desktop, { "portal.sso.": "unknown" });
  await reachAndPress(page, "Test reachability");
  await expect.poll(said).toMatch(/^Test finished\. Reachable: \d\. Unreachable: 1\. Not tested: \d\.$/);
});

test("testing the connection says neutrally that only a session can tell", async () => {
  await reachAndPress(page, "Test connection");
  await expectText(
    { page },
    "The connection cannot be verified in this mode.",
    "Mode: AWS sign-in. Its credentials exist only inside a session, so only a session can tell. This does not indicate a problem.",
  );
  expect(await page.getByRole("alert").innerText()).toBe("");
});

test("applied to this computer: the app starts again, and offers to sign in there", async () => {
  await reachAndPress(page, "Apply locally…");
  // The app may be gone before the key is up again.
  await reachAndPress(page, "Apply and restart").catch(() => undefined);
  expect(await desktop.exited).toBe(0);
  expect(statSync(join(journey.userData, "local-settings.json")).mode & 0o777).toBe(0o600);
  ({ desktop } = await journey.relaunch());
  await untilHeading(desktop, "Sign in with AWS");
  await expectText(
    desktop,
    "You will sign in at acme.awsapps.com in your web browser. This app never sees your password.",
  );
});

test("the inspector has the mode, its reason, each value and its source; the report is latchkey-policy's", async () => {
  page = await openConfiguration(desktop);
  await openSection(page, "Policy inspector");
  const shown = await page.getByRole("main").innerText();
  for (const text of ["AWS sign-in", "Effective mode", "acme.awsapps.com", "local-settings.json"])
    expect(shown).toContain(text);
  await reachAndPress(page, "Copy report");
  await expect.poll(said).toBe("Report copied.");
  const local = join(journey.userData, "local-settings.json");
  const report = await clipboardOf(desktop);
  // The program was given one file; the computer has two sources, which the app's report names.
  expect(report).toContain("managed-settings.json");
  expect(withoutSources(report)).toBe(
    withoutSources(await latchkeyPolicy("explain", "--all", "--source", local)),
  );
});

test("then the organisation deploys a policy: a notice, and the form shows it and cannot change it", async () => {
  await openSection(page, "Connection");
  journey.writePolicy({ ...POLICY, inferenceBedrockRegion: "eu-west-1" });
  await expectText(
    desktop,
    "Your organisation changed the configuration. It applies when you next start the app.",
  );
  await expectText({ page }, "Managed by your organisation");
  const region = page.getByLabel("AWS region", { exact: true });
  await expect.poll(() => region.inputValue()).toBe("eu-west-1");
  await region.focus();
  await page.keyboard.type("us-east-2");
  expect(await region.inputValue()).toBe("eu-west-1");
  expect(await page.getByRole("button", { name: "Apply locally…" }).count()).toBe(0);
  expect(await verdict()).toContain("your organisation manages these values");
});
