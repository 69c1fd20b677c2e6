/** What happens in the configuration window: typing, findings, keys, results that come late, and what never gets out. */
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import type { ConfigurationState, Draft, ExportRequest } from "../../src/shared/configuration-contract.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import {
  bedrockHost,
  local,
  managed,
  nothing,
  oidcHost,
  SECRET,
  signInValues,
  typeToken,
  withToken,
} from "./support/configuration-states.ts";
import { focused } from "./support/in-page.ts";
import { openConfiguration } from "./support/open-configuration.ts";
import type { OpenConfiguration } from "./support/open-configuration.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const open = (state: ConfigurationState, answers = {}): Promise<OpenConfiguration> =>
  openConfiguration(browser, bundle, state, { answers });
const field = (page: Page, label: string): ReturnType<Page["getByLabel"]> =>
  page.getByLabel(label, { exact: true });
const lastDraft = (window: OpenConfiguration): Draft =>
  (window.inputsOf("check").at(-1) as { values: Draft }).values;

test("a configuration is typed, exported and saved by keyboard alone", async () => {
  await using window = await open(nothing);
  const { page } = window;
  const { keyboard } = page;
  const to = async (isThere: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses += 1) {
      await keyboard.press("Tab");
      if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(isThere)})`)) return;
    }
    throw new Error(`The focus does not get to ${isThere}.`);
  };
  await to("#inferenceProvider");
  await keyboard.type("bed");
  for (const [key, value] of Object.entries(signInValues)) {
    if (typeof value !== "string" || key === "inferenceProvider") continue;
    await to(`#${key}`);
    await keyboard.type(value);
  }
  await page.locator(".nav-item").first().focus();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  expect(await focused(page)).toBe("h1 Identity & models");
  await to(".rows > button");
  await keyboard.press("Enter");
  await keyboard.type("us.anthropic.claude-sonnet-4-20250514-v1:0");
  await page.locator(".nav-item").nth(2).focus();
  await keyboard.press("Tab");
  await keyboard.press("Space");
  expect(await focused(page)).toBe("h1 Export");
  await window.settled();
  await to("input[name=format]");
  await keyboard.press("ArrowDown");
  await window.settled();
  await to(".save .primary");
  await keyboard.press("Enter");
  await window.settled();
  const saved = window.inputsOf("saveExport") as ExportRequest[];
  expect(saved).toEqual([
    {
      values: { ...signInValues, inferenceModels: ["us.anthropic.claude-sonnet-4-20250514-v1:0"] },
      format: "reg",
      scope: "machine",
      includeSecrets: false,
    },
  ]);
  expect(await window.said()).toEqual({ status: "Saved as latchkey.reg.", alert: "" });
  expect(window.complaints).toEqual([]);
});

test("an error waits until the field is left, and is told at once to who had it right before", async () => {
  await using window = await open(nothing);
  const { page } = window;
  await page.locator("#inferenceProvider").selectOption("bedrock");
  const account = field(page, "AWS SSO account ID");
  await account.fill("1111");
  await window.settled();
  expect(await account.getAttribute("aria-invalid")).toBe("false");
  expect(await page.locator(".bar").innerText()).toContain("Errors: 1");
  await account.blur();
  await window.settled();
  expect(await account.getAttribute("aria-invalid")).toBe("true");
  const described = (await account.getAttribute("aria-describedby")) ?? "";
  expect(await page.locator(`#${described.split(" ")[0]}`).innerText()).toContain("expected the 12 digits");
  const region = field(page, "AWS SSO region");
  await region.fill("us-east-1");
  await window.settled();
  await region.fill("us-east");
  await window.settled();
  expect(await region.getAttribute("aria-invalid")).toBe("true");
});

test("the check is asked once a moment after the last key, and an answer to an earlier draft is ignored", async () => {
  const waiting: ((answer: unknown) => void)[] = [];
  await using window = await open(local, {
    check: () =>
      waiting.length === 0
        ? (waiting.push(() => undefined), { mode: "aws-sso", reason: "at first", findings: [] })
        : new Promise((resolve) => waiting.push(resolve)),
  });
  const { page } = window;
  const sent = window.inputsOf("check").length;
  const verdict = page.locator(".bar .mode");
  const pause = (): Promise<void> => page.waitForTimeout(350);
  await field(page, "AWS SSO role name").pressSequentially("ABC", { delay: 20 });
  await pause();
  expect(window.inputsOf("check").length).toBe(sent + 1);
  await field(page, "AWS SSO role name").press("D");
  await pause();
  expect(waiting.length).toBe(3);
  waiting[2]?.({ mode: "profile", reason: "the later", findings: [] });
  await pause();
  waiting[1]?.({ mode: "none", reason: "the earlier", findings: [] });
  await pause();
  expect(await verdict.innerText()).toContain("the later");
});

test("a finding leads to its field, whatever section it is in", async () => {
  await using window = await open(nothing);
  const { page } = window;
  await page.locator("#inferenceProvider").selectOption("bedrock");
  await window.goTo("App behaviour");
  await field(page, "Relaunch enforcement").fill("soon");
  await window.goTo("Connection");
  await page.locator(".all-findings > summary").click();
  await page.getByRole("button", { name: /Go to .*Relaunch enforcement/ }).click();
  expect(await page.locator("h1").innerText()).toBe("App behaviour");
  expect(await page.evaluate<string>("document.activeElement.id")).toBe("relaunchEnforcementHours");
});

test("what is in force changes without touching what was typed, and typing is kept from section to section", async () => {
  await using window = await open(local);
  const { page } = window;
  await field(page, "AWS SSO role name").fill("Typed");
  await window.goTo("Export");
  await window.goTo("Connection");
  await window.pushState({
    ...local,
    values: { ...local.values, inferenceBedrockSsoRoleName: "Pushed", inferenceBedrockRegion: "eu-west-1" },
  });
  expect(await field(page, "AWS SSO role name").inputValue()).toBe("Typed");
  expect(await field(page, "AWS region").inputValue()).toBe("eu-west-1");
  expect(lastDraft(window)["inferenceBedrockSsoRoleName"]).toBe("Typed");
  await page.getByRole("button", { name: "Discard changes" }).click();
  expect(await field(page, "AWS SSO role name").inputValue()).toBe("Pushed");
});

test("managed values can be focused and not changed", async () => {
  await using window = await open(managed);
  const { page } = window;
  const region = field(page, "AWS region");
  await region.focus();
  await page.keyboard.type("x");
  expect(await region.inputValue()).toBe("us-west-2");
  const provider = page.locator("#inferenceProvider");
  await provider.focus();
  await page.keyboard.press("ArrowDown");
  expect(await provider.inputValue()).toBe("bedrock");
  expect(await page.locator("main :is(input, textarea):not([readonly])").count()).toBe(0);
});

test("a withheld secret stays, goes or is replaced as it was asked", async () => {
  await using window = await open(withToken);
  const { page } = window;
  expect(lastDraft(window)).not.toHaveProperty("inferenceBedrockBearerToken");
  await page.getByRole("button", { name: /Remove the value of/ }).click();
  await window.settled();
  expect(lastDraft(window)["inferenceBedrockBearerToken"]).toBe("");
  await page.getByRole("button", { name: /Keep the value of/ }).click();
  await window.settled();
  expect(lastDraft(window)).not.toHaveProperty("inferenceBedrockBearerToken");
});

test("the models are added, named, moved and removed, and the focus stays with them", async () => {
  await using window = await open(local);
  const { page } = window;
  await window.goTo("Identity & models");
  await page.getByRole("button", { name: /Move down: .*sonnet/ }).press("Enter");
  expect(await page.evaluate<string>("document.activeElement.ariaLabel")).toMatch(/Move down: .*sonnet/);
  expect((await window.said()).status).toBe("Now entry 2 of 3.");
  await page.getByRole("button", { name: /Remove: .*opus/ }).press("Enter");
  expect(await page.evaluate<string>("document.activeElement.ariaLabel")).toMatch(/Remove: /);
  await page.getByLabel(/Label of model .*1/).fill("Quick");
  await window.settled();
  expect(lastDraft(window)["inferenceModels"]).toEqual([
    { name: "us.anthropic.claude-haiku-4-5-20251001-v1:0", labelOverride: "Quick", supports1m: true },
    "us.anthropic.claude-sonnet-4-20250514-v1:0",
  ]);
});

test("a typed secret is in its field alone, and is written only with consent", async () => {
  await using window = await open(local);
  const { page } = window;
  await typeToken(window);
  const everything = "document.documentElement.outerHTML + document.title + document.cookie + location.href";
  for (const section of ["Connection", "Export", "Egress requirements", "Policy inspector"]) {
    await window.goTo(section);
    expect(await page.evaluate<string>(everything), section).not.toContain(SECRET);
    expect(await page.locator("body").innerText(), section).not.toContain(SECRET);
  }
  expect(await page.evaluate<number[]>("[localStorage.length, sessionStorage.length]")).toEqual([0, 0]);
  await window.goTo("Export");
  const consent = page.getByRole("checkbox", { name: "Include secrets in clear text" });
  const asked = (): unknown => (window.inputsOf("previewExport").at(-1) as ExportRequest).includeSecrets;
  expect(asked()).toBe(false);
  await consent.check();
  await window.settled();
  expect(asked()).toBe(true);
  await page.getByRole("radio", { name: /Group Policy template/ }).check();
  await window.settled();
  expect(asked()).toBe(false);
});

test("results of another run are ignored, and the end is said once", async () => {
  let run = 0;
  await using window = await open(local, { testReachability: () => ({ run: (run += 1) }) });
  const { page } = window;
  await window.goTo("Egress requirements");
  await page.getByRole("button", { name: "Test reachability" }).click();
  await window.settled();
  await page.getByRole("button", { name: "Stop" }).click();
  await window.settled();
  expect(window.inputsOf("stopReachability").length).toBe(1);
  await page.getByRole("button", { name: "Test reachability" }).click();
  await window.settled();
  await window.pushReachability({
    run: 1,
    host: oidcHost,
    port: 443,
    status: "unreachable",
    code: "TIMEOUT",
  });
  expect(await page.locator(".result").count()).toBe(0);
  await window.pushReachability({
    run: 2,
    host: bedrockHost,
    port: 443,
    status: "reachable",
    milliseconds: 3,
  });
  expect(await page.locator(".result").allInnerTexts()).toEqual(["Reachable\n3 ms"]);
  await window.goTo("Connection");
  await field(page, "AWS SSO role name").fill("Another");
  await window.settled();
  expect(window.inputsOf("stopReachability").length).toBe(2);
  await window.goTo("Egress requirements");
  const hosts = await page.locator(".egress tbody th").allInnerTexts();
  await page.getByRole("button", { name: "Test reachability" }).click();
  await window.settled();
  for (const host of hosts.map((address) => address.replace(/:443$/, ""))) {
    expect((await window.said()).status).toBe("Testing the hosts.");
    await window.pushReachability({ run: 3, host, port: 443, status: "reachable" });
  }
  expect((await window.said()).status).toBe(
    `Test finished. Reachable: ${hosts.length}. Unreachable: 0. Not tested: 0.`,
  );
});

test("applying asks first, gives the focus back, and says what happened", async () => {
  await using window = await open(local, { apply: () => ({ status: "not-written", code: "EACCES" }) });
  const { page } = window;
  const apply = page.getByRole("button", { name: "Apply locally…" });
  await apply.press("Enter");
  expect(await focused(page)).toBe("h2 Apply to this computer?");
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("button Apply locally…");
  expect(window.inputsOf("apply")).toEqual([]);
  await apply.press("Enter");
  await page.getByRole("button", { name: "Apply and restart" }).click();
  await window.settled();
  expect(window.inputsOf("apply")).toEqual([{ values: lastDraft(window), includeSecrets: false }]);
  expect((await window.said()).alert).toContain("Nothing was written (EACCES).");
});

test("a dialog to save in that is cancelled says nothing, and a call that fails says so", async () => {
  await using window = await open(local, {
    saveExport: () => ({ status: "cancelled" }),
    saveEgress: "throws",
    reload: { failed: "not-now" },
  });
  const { page } = window;
  await window.goTo("Export");
  await page.getByRole("button", { name: "Save…" }).click();
  await window.settled();
  expect(await window.said()).toEqual({ status: "", alert: "" });
  await window.goTo("Egress requirements");
  await page.getByRole("button", { name: "Save as text…" }).click();
  await window.settled();
  expect((await window.said()).alert).toContain("That did not work.");
  await window.goTo("Policy inspector");
  await page.getByRole("button", { name: "Read again" }).click();
  await window.settled();
  expect((await window.said()).alert).toContain("The configuration changed meanwhile.");
});

const hostile = `"><img src=x onerror=alert(1)><script>alert(1)</script>&amp;{count}`;

test("text of others is text, whatever it looks like, and no element has a style of its own", async () => {
  const names = new Set([
    "key",
    "section",
    "type",
    "rule",
    "origin",
    "ownFormat",
    "mode",
    "status",
    "severity",
    "scope",
    "code",
  ]);
  const dressed = (value: unknown, name = ""): unknown => {
    if (typeof value === "string") return names.has(name) ? value : hostile;
    if (Array.isArray(value)) return name === "withheld" ? value : value.map((each) => dressed(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, dressed(each, key)]));
  };
  await using window = await open(dressed(managed) as ConfigurationState);
  for (const section of ["Connection", "Identity & models", "Export", "Policy inspector"]) {
    await window.goTo(section);
    expect(await window.page.locator("img, main script, iframe, [onerror], [style], style").count()).toBe(0);
  }
  expect(await window.page.locator("body").innerText()).toContain(hostile);
  expect(window.complaints).toEqual([]);
});
