/** The host has what the app uses of Electron: read from the app's sources, and from what is built of them. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { OPTIONS_VARIABLE } from "./host-options.ts";
import type { HostOptions } from "./host-options.ts";
import type * as HostElectron from "./electron.ts";
import type { HostContents as Contents } from "./web-contents.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const sources = globSync("src/main/electron/*.ts", { cwd: ROOT })
  .filter((path) => !path.includes(".test."))
  .map(read);
const host = globSync("test/host/*.ts", { cwd: ROOT }).map(read).join("\n");

/** What nothing on a stock Chromium can raise; the app's answer to them is tested by raising them. */
const NOT_RAISED = ["activate", "will-attach-webview", "will-redirect"];

/** Fields of windows and contents, which their classes have only once they are made. */
const FIELDS = ["webContents", "session", "id"];

let electron: typeof HostElectron;
let HostContents: typeof Contents;

beforeAll(async () => {
  const options: HostOptions = {
    userData: join(ROOT, "dist"),
    executable: "",
    isHeaded: false,
    isPackaged: false,
    electronVersion: "0.0.0",
    hasKeyring: true,
  };
  process.env[OPTIONS_VARIABLE] = JSON.stringify(options);
  electron = await import("./electron.ts");
  ({ HostContents } = await import("./web-contents.ts"));
});

const unique = (names: Iterable<string>): readonly string[] => [...new Set(names)].toSorted();

function importedBy(text: string): readonly string[] {
  return [...text.matchAll(/^import \{([^}]+)\} from "electron"/gm)].flatMap(([, names = ""]) =>
    names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );
}

/** `name.member`, `name?.member`, and `const { member } = name`. */
function membersOf(name: string, texts: readonly string[]): readonly string[] {
  const dotted = new RegExp(`(?<![\\w.])(?:\\w+\\.)?${name}\\s*\\??\\.\\s*(\\w+)`, "g");
  const taken = new RegExp(`\\{([^{}]+)\\} = ${name};`, "g");
  // Names of files have dots too.
  const code = texts.map((text) => text.replaceAll(/"[^"\n]*"/g, '""'));
  return unique(
    code.flatMap((text) => [
      ...[...text.matchAll(dotted)].map(([, member = ""]) => member),
      ...[...text.matchAll(taken)].flatMap(([, members = ""]) => members.split(",").map((one) => one.trim())),
    ]),
  );
}

test("what the built app imports is what its own files import: no dependency of it looks for Electron", () => {
  expect(unique(importedBy(read("dist/app/main/index.js")))).toEqual(unique(sources.flatMap(importedBy)));
});

test("every module that is imported, and every member of it", () => {
  const modules = unique(sources.flatMap(importedBy));
  expect(modules).toContain("app");
  for (const name of modules) {
    const module = (electron as unknown as Readonly<Record<string, object>>)[name];
    expect(module, name).toBeDefined();
    const used = membersOf(
      name,
      sources.filter((text) => importedBy(text).includes(name)),
    );
    // Only the keychains of macOS and Windows need a process; here nothing may start one.
    const missing = used.filter((member) => !(member in (module ?? {})));
    expect(missing, name).toEqual(name === "utilityProcess" ? ["fork"] : []);
  }
});

test("every member of windows, their contents and the session", () => {
  const { defaultSession } = electron.session;
  const used = {
    window: membersOf("window", sources),
    webContents: unique([...membersOf("webContents", sources), ...membersOf("contents", sources)]),
    session: membersOf("session", [read("src/main/electron/guards.ts")]),
  };
  expect(used.window).toContain("focus");
  expect(used.webContents).toContain("setWindowOpenHandler");
  expect(used.session).toContain("setPermissionRequestHandler");
  const missing = [
    ...used.window.filter((name) => !(name in electron.BrowserWindow.prototype)),
    ...used.webContents.filter((name) => !(name in HostContents.prototype)),
    ...used.session.filter((name) => !(name in defaultSession)),
  ];
  expect(missing.filter((name) => !FIELDS.includes(name))).toEqual([]);
});

test("every event that the app listens to is raised, but for those that a stock Chromium has not", () => {
  const heard = unique(
    sources.flatMap((text) =>
      [...text.matchAll(/(?:app|window|webContents|contents)\.(?:on|once)\("([\w-]+)"/g)].map(
        ([, event = ""]) => event,
      ),
    ),
  );
  expect(heard).toContain("second-instance");
  expect(heard.filter((event) => !host.includes(`emit("${event}"`))).toEqual(NOT_RAISED);
});
