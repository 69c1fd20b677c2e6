/** A real Chromium on the pages: sign-ins that the AWS CLI and the SDK for JavaScript started. */

import {
  CreateTokenCommand,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from "@aws-sdk/client-sso-oidc";
import type { CreateTokenCommandOutput } from "@aws-sdk/client-sso-oidc";
import { answerDevicePages, startChromium } from "@latchkey/test-kit/browser";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useHostileEnvironment } from "../support/hostile-environment.ts";
import { deviceCodeGrant } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { awsSsoLogin } from "./support/browser-user.ts";
import { ClientHome } from "./support/client-home.ts";
import { patienceMs } from "./support/programs.ts";
import { startPresentRig } from "./support/rig.ts";

useHostileEnvironment();
vi.setConfig({ testTimeout: patienceMs, hookTimeout: patienceMs });

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

test("aws sso login: its address opened, the code compared, signed in, allowed", async () => {
  await using rig = await startPresentRig();
  using home = new ClientHome(rig.mock);
  const login = await awsSsoLogin(home, async (address) => {
    await using visit = await open(address);
    const { page } = visit;
    const code = new URL(address).searchParams.get("user_code") ?? "";
    expect(await page.getByTestId("user-code-input").inputValue()).toBe(code);
    await page.getByTestId("confirm-code").click();
    await signIn(page);
    expect(await page.getByTestId("user-code").innerText()).toBe(code);
    expect(await page.getByTestId("client-name").innerText()).toMatch(/^botocore-client-/);
    await page.getByTestId("allow").click();
    await expectOutcome(page, "/device/allowed");
    expect(visit.complaints).toEqual([]);
    rig.mock.clock.advance(1000);
  });
  expect(login).toMatchObject({ code: 0, stderr: "" });
  expect(login.stdout).toContain("Successfully logged into Start URL");
  expect(home.cachedToken()?.refreshToken).toMatch(/^aor/);
});

test("the SDK is told when the user denies", async () => {
  await using rig = await startPresentRig();
  const device = await startDevice(rig);
  await using visit = await open(device.verificationUriComplete);
  await visit.page.getByTestId("confirm-code").click();
  await signIn(visit.page);
  await visit.page.getByTestId("deny").click();
  await expectOutcome(visit.page, "/device/denied");
  await expect(device.poll()).rejects.toMatchObject({
    name: "AccessDeniedException",
    error: "access_denied",
  });
});

test("a wrong password and a wrong code are said, and can be corrected", async () => {
  await using rig = await startPresentRig();
  const device = await startDevice(rig);
  await using visit = await open(device.verificationUri);
  const { page } = visit;
  await page.getByTestId("user-code-input").fill("BCDF-GHJK");
  await page.getByTestId("confirm-code").click();
  await page.getByTestId("problem").waitFor();
  await page.getByTestId("user-code-input").fill(device.userCode.toLowerCase().replace("-", " "));
  await page.getByTestId("confirm-code").click();
  await signIn(page, "wrong");
  await page.getByTestId("problem").waitFor();
  expect(await page.getByTestId("signing-in-user").innerText()).toBe("ada.lovelace");
  await page.getByTestId("password-input").fill("engine-1843");
  await page.getByTestId("sign-in").click();
  await page.getByTestId("allow").click();
  await expectOutcome(page, "/device/allowed");
  expect(await device.poll()).toMatchObject({ tokenType: "Bearer" });
});

test("with the keyboard alone", async () => {
  await using rig = await startPresentRig();
  const device = await startDevice(rig);
  await using visit = await open(device.verificationUriComplete);
  const { page } = visit;
  const { userCode } = device;
  const who = { userName: "ada.lovelace", password: "engine-1843" };
  const outcome = await answerDevicePages(page, { ...who, userCode, answer: "allow" });
  expect(new URL(outcome).pathname).toBe("/device/allowed");
  expect(await device.poll()).toMatchObject({ tokenType: "Bearer" });
});

test("with JavaScript switched off", async () => {
  await using rig = await startPresentRig();
  const device = await startDevice(rig);
  await using visit = await open(device.verificationUriComplete, { javaScriptEnabled: false });
  await visit.page.getByTestId("confirm-code").click();
  await signIn(visit.page);
  await visit.page.getByTestId("allow").click();
  await expectOutcome(visit.page, "/device/allowed");
  expect(await device.poll()).toMatchObject({ tokenType: "Bearer" });
});

interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** What the browser wrote to its console, such as refusals of the content security policy. */
  readonly complaints: readonly string[];
}

/** Opens an address in a browser without cookies. */
async function open(address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

async function signIn(page: Page, password = "engine-1843"): Promise<void> {
  await page.getByTestId("user-name-input").fill("ada.lovelace");
  await page.getByTestId("next").click();
  await page.getByTestId("password-input").fill(password);
  await page.getByTestId("sign-in").click();
}

async function expectOutcome(page: Page, path: string): Promise<void> {
  await page.getByTestId("outcome").waitFor();
  expect(new URL(page.url()).pathname).toBe(path);
}

interface Device {
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string;
  readonly poll: () => Promise<CreateTokenCommandOutput>;
}

/** Starts a sign-in with the SDK. */
async function startDevice(rig: Rig): Promise<Device> {
  const client = new SSOOIDCClient({ region: rig.mock.region, endpoint: rig.mock.oidcUrl });
  const name = { clientName: "sdk", clientType: "public", scopes: ["sso:account:access"] };
  const { clientId, clientSecret } = await client.send(new RegisterClientCommand(name));
  const { startUrl } = rig.mock;
  const device = await client.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
  const grant = { clientId, clientSecret, grantType: deviceCodeGrant, deviceCode: device.deviceCode };
  const { userCode = "", verificationUri = "", verificationUriComplete = "" } = device;
  return {
    userCode,
    verificationUri,
    verificationUriComplete,
    poll: () => client.send(new CreateTokenCommand(grant)),
  };
}
