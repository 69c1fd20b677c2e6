/** What the window never does: show a field that it does not know, read text as markup, or need what its policy forbids. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { AppState } from "../../src/shared/contract.ts";
import { buildRenderer } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { openWindow } from "./support/open-window.ts";
import { scenes } from "./support/scenes.ts";

const bundle = await buildRenderer();
const browser = await startChromium();

afterAll(() => browser.close());

const planted = "planted-secret-4711";
const FIELDS = ["accessToken", "refreshToken", "deviceCode", "clientSecret", "secretAccessKey", "token"];

/** A main process that spreads too much: secrets beside every field. */
function withSecrets(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withSecrets);
  const kept = Object.entries(value).map(([key, each]) => [key, withSecrets(each)]);
  return Object.fromEntries([...kept, ...FIELDS.map((name) => [name, planted])]) as unknown;
}

test("no secret-like field of any state is in the document, the storage or the title", async () => {
  await using window = await openWindow(browser, bundle, { screen: { name: "starting" } });
  const everything = "document.documentElement.outerHTML + document.title + document.cookie + location.href";
  for (const [name, { state, heading }] of Object.entries(scenes)) {
    await window.push(withSecrets(state) as AppState);
    expect(await window.page.locator("h1").innerText(), name).toBe(heading);
    expect(await window.page.evaluate<string>(everything), name).not.toContain(planted);
  }
  const kept = "[localStorage.length, sessionStorage.length]";
  expect(await window.page.evaluate<number[]>(kept)).toEqual([0, 0]);
});

const hostile = `"><img src=x onerror=alert(1)><script>alert(1)</script>&amp;{host}`;

test("text of others is text, whatever it looks like, and no element has a style of its own", async () => {
  const dressed = (value: unknown, key = ""): unknown => {
    if (typeof value === "string")
      return ["name", "state", "reason", "direction", "from", "status", "step", "code"].includes(key)
        ? value
        : hostile;
    if (typeof value !== "object" || value === null || value instanceof Date) return value;
    if (Array.isArray(value)) return value.map((each) => dressed(each));
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, dressed(each, name)]));
  };
  await using window = await openWindow(browser, bundle, { screen: { name: "starting" } });
  let shown = 0;
  for (const { state, heading } of Object.values(scenes)) {
    await window.push(dressed(state) as AppState);
    expect(await window.page.locator("h1").innerText()).toBe(heading);
    expect(await window.page.locator("img, main script, iframe, [onerror], [style], style").count()).toBe(0);
    if ((await window.page.locator("body").innerText()).includes(hostile)) shown += 1;
  }
  expect(shown).toBeGreaterThan(15);
  expect(window.complaints).toEqual([]);
});

test("the sources write no markup, evaluate no text, and open, fetch or keep nothing", () => {
  const root = join(import.meta.dirname, "../../src/renderer");
  const forbidden =
    /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest|WebSocket|window\.open|localStorage|sessionStorage|indexedDB|postMessage|navigator\.clipboard|style=/;
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.(tsx?|html)$/.test(path),
  );
  expect(files.length).toBeGreaterThan(20);
  for (const path of files) expect(readFileSync(join(root, path), "utf8"), path).not.toMatch(forbidden);
});
