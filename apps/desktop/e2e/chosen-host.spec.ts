/** Which host runs, and what the report says of tests that only the other one can answer. */
import { temporaryDirectory } from "@latchkey/test-kit";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { chosenHost } from "./hosts/chosen-host.ts";
import type { HostKind } from "./hosts/chosen-host.ts";
import { noteFor } from "./support/only-on.ts";

function hostWith(asked: string | undefined, binaries: readonly string[]): HostKind {
  using folder = temporaryDirectory();
  for (const name of binaries) writeFileSync(join(folder.path, name), "");
  return chosenHost({
    ELECTRON_OVERRIDE_DIST_PATH: folder.path,
    ...(asked === undefined ? {} : { DESKTOP_HOST: asked }),
  });
}

describe("DESKTOP_HOST", () => {
  test.each([
    [undefined, ["electron"], "electron"],
    [undefined, ["electron.exe"], "electron"],
    [undefined, [], "chromium"],
    ["", [], "chromium"],
    ["", ["electron"], "electron"],
    ["chromium", ["electron"], "chromium"],
    ["electron", ["electron"], "electron"],
  ])("%o with %o on disk: %s", (asked, binaries, host) => {
    expect(hostWith(asked, binaries)).toBe(host);
  });

  test("electron without its binary is an error, and no skip", () => {
    expect(() => hostWith("electron", [])).toThrow(
      "its binary is not there. Run: pnpm exec install-electron",
    );
  });

  test.each(["Electron", "firefox"])("%s is the name of no host", (asked) => {
    expect(() => hostWith(asked, ["electron"])).toThrow(`DESKTOP_HOST is electron or chromium, not ${asked}`);
  });
});

test("a test of the other host is named as not run, and why", () => {
  expect(noteFor("chromium", "chromium")).toBeUndefined();
  expect(noteFor("electron", "chromium")).toBe(
    "only Electron can answer this, and this is the Chromium host",
  );
});
