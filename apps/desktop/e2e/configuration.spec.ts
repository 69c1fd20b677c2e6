/** The configuration window beside the main one: what each may call, what the menu offers, and what applying leads to. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evaluateInHost } from "./desktop.ts";
import type { Desktop } from "./desktop.ts";
import { ask, chooseInMenu, openConfiguration } from "./support/configuration.ts";
import { beginJourney, placeOf, POLICY, untilStarted } from "./support/journey.ts";
import type { Journey } from "./support/journey.ts";
import { onlyOn } from "./support/only-on.ts";

let journey: Journey;
let desktop: Desktop;
let page: Page;

beforeAll(async () => {
  journey = await beginJourney();
  journey.writePolicy({});
  desktop = await journey.launch();
  await untilStarted(desktop);
  page = await openConfiguration(desktop);
});

afterAll(() => journey[Symbol.asyncDispose]());

const BRIDGE = [
  "getState", "reload", "check", "previewExport", "saveExport", "egress", "copyEgress", "saveEgress", "testReachability",
  "stopReachability", "testConnection", "copyReport", "apply", "removeLocal", "onState", "onReachability",
]; // prettier-ignore

const TOKEN = "ABSKcGxhbnRlZC1pbi1hLXRlc3Q6b2Ytbm9ib2R5LWF0LWFsbC1leGNlcHQtdGhpcw==";

describe("the window", () => {
  test("rows 3 and 20: has a bridge of its own, which cannot be changed", async () => {
    const seen = await page.evaluate(() => ({
      isFrozen: Object.isFrozen(window.latchkey),
      keys: Object.keys(window.latchkey),
    }));
    expect(seen).toEqual({ isFrozen: true, keys: BRIDGE });
    expect(await desktop.page.evaluate(() => "apply" in window.latchkey)).toBe(false);
  });

  test("rows 1, 4 and 6: shows its own page with the main window's locks, and its own script @chromium", async (context) => {
    onlyOn("chromium", context);
    const { windows, loaded } = await evaluateInHost(desktop, ({ record }) => record);
    expect(loaded).toEqual(["app://shell/index.html", "app://shell/configuration.html"]);
    expect(windows).toHaveLength(2);
    const [main, own] = windows.map(({ webPreferences }) => webPreferences ?? {});
    expect(own?.preload).toMatch(/preload.configuration\.cjs$/);
    expect({ ...own, preload: "" }).toEqual({ ...main, preload: "" });
    expect(own).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
  });

  test("opens once: again from the menu, and from the app's page, it comes to the front", async () => {
    const focusOf = (): Promise<number> =>
      desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[1]?.focusCount ?? -1);
    const before = await focusOf();
    await chooseInMenu(desktop);
    await desktop.page.evaluate(() => window.latchkey.openConfiguration());
    expect(await focusOf()).toBe(before + 2);
    expect(desktop.page.context().pages()).toHaveLength(2);
  });

  test("the menu has what copying, zooming and quitting need, on every system", async () => {
    const items = await desktop.evaluate(
      ({ Menu }) =>
        Menu.getApplicationMenu()?.items.map(({ role, label, submenu }) => ({
          name: role ?? label,
          submenu: (Array.isArray(submenu) ? submenu : []).map(({ role, label, accelerator }) => [
            role ?? label,
            accelerator,
          ]),
        })) ?? [],
    );
    const names = items.map(({ name }) => name).filter((name) => name !== "appMenu");
    expect(names).toEqual(["fileMenu", "editMenu", "View", "windowMenu", "Developer"]);
    expect(items.at(-1)?.submenu).toEqual([["Configure third-party inference…", "CmdOrCtrl+Shift+,"]]);
  });
});

describe("what it does", () => {
  test("exports the draft to where the dialog says, with its secret only on consent", async () => {
    const path = join(journey.userData, "exported.json");
    await desktop.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    const values = { ...POLICY, inferenceBedrockBearerToken: TOKEN };
    const request = { values, format: "json", scope: "machine", includeSecrets: false } as const;
    expect(await ask(page, "saveExport", request)).toEqual({ status: "saved", fileName: "exported.json" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(POLICY);
    await ask(page, "saveExport", { ...request, includeSecrets: true });
    expect(readFileSync(path, "utf8")).toContain(TOKEN);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, "");
  });

  test("pushes the reachability of each host to its own page, and to no other", async () => {
    await desktop.evaluate(({ net }) => {
      net.fetch = () => Promise.reject(new Error("net::ERR_NAME_NOT_RESOLVED"));
    });
    for (const each of [page, desktop.page])
      await each.evaluate(() => {
        window.heard = [];
        const bridge = window.latchkey as unknown as Record<
          string,
          (listener: (told: unknown) => void) => void
        >;
        bridge["onReachability"]?.((told) => void window.heard?.push(told));
        if (bridge["onReachability"] === undefined)
          bridge["onState"]?.((told) => void window.heard?.push(told));
      });
    const { run } = await ask(page, "testReachability", { values: POLICY });
    const ended = () =>
      page.evaluate(
        () => (window.heard as { status: string }[]).filter(({ status }) => status !== "testing").length,
      );
    await expect.poll(ended).toBe(6);
    expect(await page.evaluate(() => window.heard)).toContainEqual(
      expect.objectContaining({ run, host: "oidc.us-east-1.amazonaws.com", code: "ERR_NAME_NOT_RESOLVED" }),
    );
    expect(await desktop.page.evaluate(() => window.heard)).toEqual([]);
  });

  test("applies a program of the page's choice only when the person allows it in a dialog", async () => {
    await desktop.evaluate(({ dialog }) => {
      const world = globalThis as { said?: unknown };
      dialog.showMessageBox = (...input: unknown[]) => {
        world.said = input[1];
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
    });
    const { inferenceProvider, inferenceBedrockRegion } = POLICY;
    const values = { inferenceProvider, inferenceBedrockRegion, inferenceCredentialHelper: "/opt/helper" };
    expect(await ask(page, "apply", { values, includeSecrets: false })).toMatchObject({
      status: "refused",
      findings: [{ code: "program-not-confirmed" }],
    });
    expect(await desktop.evaluate(() => (globalThis as { said?: unknown }).said)).toMatchObject({
      detail: expect.stringContaining("/opt/helper"),
      defaultId: 0,
      cancelId: 0,
    });
    expect(existsSync(join(journey.userData, "local-settings.json"))).toBe(false);
  });

  test("is told when management comes; then applying is refused, and the report says who wins", async () => {
    await page.evaluate(() => {
      window.heard = [];
      window.latchkey.onState((state) => void window.heard?.push(state));
    });
    journey.writePolicy(POLICY);
    await expect
      .poll(() => page.evaluate(() => (window.heard as { origin?: string }[]).at(-1)?.origin))
      .toBe("managed");
    expect(await ask(page, "apply", { values: {}, includeSecrets: false })).toMatchObject({
      status: "managed",
    });
    journey.writePolicy({});
    await expect
      .poll(() => page.evaluate(() => (window.heard as { origin?: string }[]).at(-1)?.origin))
      .toBe("none");
  });

  test("closing it leaves the app running, and it opens again", async () => {
    await page.close();
    await expect.poll(() => desktop.page.context().pages().length).toBe(1);
    expect(await placeOf(desktop)).toBe("not-configured");
    page = await openConfiguration(desktop);
    expect((await ask(page, "getState")).origin).toBe("none");
  });
});

test("applying starts the app again with this computer's own configuration; removing it, without", async () => {
  await using own = await beginJourney();
  own.writePolicy({});
  const local = join(own.userData, "local-settings.json");
  const first = await own.launch();
  const form = await openConfiguration(first);
  // The app may be gone before its answer has arrived.
  await ask(form, "apply", { values: POLICY, includeSecrets: false }).catch(() => undefined);
  expect(await first.exited).toBe(0);
  expect(statSync(local).mode & 0o777).toBe(0o600);

  const { desktop: second } = await own.relaunch();
  await expect.poll(() => placeOf(second)).toBe("sign-in/idle");
  const again = await openConfiguration(second);
  expect(await ask(again, "getState")).toMatchObject({ origin: "local", values: POLICY });
  await ask(again, "removeLocal").catch(() => undefined);
  expect(await second.exited).toBe(0);
  expect(existsSync(local)).toBe(false);
  const { desktop: third } = await own.relaunch();
  await expect.poll(() => placeOf(third)).toBe("not-configured");
  const log = readFileSync(join(own.userData, "latchkey.log"), "utf8");
  expect(log).toContain('"origin":"local"');
});
