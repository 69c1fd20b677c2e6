/** What the sources of the app must not have, and the one place where they may have it. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answerPage, readPageFiles } from "../src/main/shell/page-files.ts";
import { SECURITY_HEADERS } from "../src/main/shell/security-headers.ts";

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

test("row 7: every built file of both windows' pages has the headers, and the pages bring none of their own", async () => {
  const files = readPageFiles(join(ROOT, "dist/app/renderer"));
  const pages = ["/index.html", "/configuration.html"];
  expect([...files.keys()]).toEqual(expect.arrayContaining(pages));
  expect(files.size).toBeGreaterThan(pages.length + 2);
  for (const path of files.keys()) {
    const answer = await answerPage(files, new Request(`app://shell${path}`));
    expect(answer.status, path).toBe(200);
    expect(Object.fromEntries(answer.headers), path).toMatchObject(
      Object.fromEntries(
        Object.entries(SECURITY_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    );
  }
  const written = await Promise.all(
    pages.map(async (path) => (await answerPage(files, new Request(`app://shell${path}`))).text()),
  );
  for (const page of written) expect(page).not.toMatch(/http-equiv|<script(?![^>]*\bsrc=)|\son\w+=/);
});
