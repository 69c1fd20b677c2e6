/** What the sources of the app must not have, and the one place where they may have it. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const sources = globSync("src/{main,preload,renderer,shared}/**/*.{ts,tsx,html}", { cwd: ROOT })
  .filter((path) => !path.includes(".test."))
  .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(ROOT, path), "utf8") }));

const filesWith = (pattern: RegExp): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test("there are sources to look at", () => {
  expect(sources.length).toBeGreaterThan(40);
});

test("row 15: one file calls the operating system's opener", () => {
  expect(filesWith(/shell\s*\.\s*open(?:External|Path)|showItemInFolder/)).toEqual([
    "src/main/electron/settings.ts",
  ]);
});

test("rows 6, 8, 9, 10: nothing loosens Chromium", () => {
  const loose =
    /disable-web-security|ignore-certificate-errors|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|commandLine/;
  expect(filesWith(loose)).toEqual([]);
});

test("rows 11 and 18: no webview, no file address", () => {
  expect(filesWith(/<webview|loadFile\(|["'`]file:/)).toEqual([]);
});

test.each(["index", "configuration"])(
  "row 4: the preload script %s requires nothing but Electron",
  (name) => {
    const bundle = readFileSync(join(ROOT, `dist/app/preload/${name}.cjs`), "utf8");
    const required = [...bundle.matchAll(/\b(?:require|import)\s*\(\s*["'`]([^"'`]+)/g)].map(
      ([, name]) => name,
    );
    expect(required).toEqual(["electron"]);
  },
);

test("row 20: only the preload script has ipcRenderer", () => {
  expect(filesWith(/\bipcRenderer\./)).toEqual(["src/preload/bridge.ts"]);
});
