/** The command where it cannot work: one line, at once. */
import { temporaryDirectory } from "@latchkey/test-kit";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { standInElectron } from "./support/stand-in-electron.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/package.ts");

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Publisher = Readonly<Partial<Record<"LATCHKEY_MAINTAINER" | "LATCHKEY_HOMEPAGE", string>>>;

const withoutPublisher = { ...process.env, LATCHKEY_MAINTAINER: undefined, LATCHKEY_HOMEPAGE: undefined };

/** @param electron the folder in which Electron's binary would be. */
function packageWith(words: readonly string[], electron: string, publisher: Publisher = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", SCRIPT, ...words], {
    env: { ...withoutPublisher, ...publisher, ELECTRON_OVERRIDE_DIST_PATH: electron },
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}

test.each([[[]], [["--dir"]]])(
  "without Electron's binary (%j): one line that says how to get it",
  (words) => {
    using empty = temporaryDirectory();
    const { code, stdout, stderr } = packageWith(words, empty.path);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^Electron \d+\.\d+\.\d+ is not on this machine, [^\n]*\n$/);
    expect(stderr).toContain("pnpm --filter @latchkey/desktop exec install-electron");
    expect(readdirSync(empty.path)).toEqual([]);
  },
);

test.runIf(process.platform === "linux")(
  "a deb without a maintainer or a page: one line, and nothing made",
  async () => {
    using folder = temporaryDirectory();
    const electron = await standInElectron(folder.path);
    const nobody = packageWith([], electron);
    expect([nobody.code, nobody.stdout]).toEqual([1, ""]);
    expect(nobody.stderr).toMatch(/^A deb names who answers for it: [^\n]*LATCHKEY_MAINTAINER[^\n]*\n$/);
    const nowhere = packageWith(["--linux"], electron, { LATCHKEY_MAINTAINER: "Ada <ada@example.com>" });
    expect(nowhere.code).toBe(1);
    expect(nowhere.stderr).toMatch(/^A deb names a page about the program: [^\n]*LATCHKEY_HOMEPAGE[^\n]*\n$/);
  },
);

test("another system's package is refused with one line", () => {
  using empty = temporaryDirectory();
  const { code, stderr } = packageWith([process.platform === "win32" ? "--linux" : "--win"], empty.path);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^A package for \w+ is made on \w+: [^\n]*\n$/);
});

test("help is on the output, a wrong word's on the error stream with exit code 2", () => {
  using empty = temporaryDirectory();
  const help = packageWith(["--help"], empty.path);
  const wrong = packageWith(["--windows"], empty.path);
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toBe(help.stdout);
  for (const option of [
    "--mac",
    "--win",
    "--linux",
    "--dir",
    "LATCHKEY_MAINTAINER",
    "LATCHKEY_NODE_DISTRIBUTION",
  ])
    expect(help.stdout).toContain(option);
});
