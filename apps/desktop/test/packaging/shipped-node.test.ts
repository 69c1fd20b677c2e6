/** Which Node.js a package gets, and the one line where it cannot have one. */
import { temporaryDirectory } from "@latchkey/test-kit";
import type { TemporaryDirectory } from "@latchkey/test-kit";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { NODE_FOLDER_VARIABLE, shippedNode } from "../../packaging/shipped-node.ts";
import { thisMachine } from "../../packaging/target.ts";

const { platform, arch } = thisMachine();
const MAC = { platform: "darwin", arch } as const;
const WINDOWS = { platform: "win32", arch } as const;

/** Laid out as nodejs.org's for macOS. */
function distribution(install: (program: string) => void, hasLicence = true): string {
  const folder: TemporaryDirectory = temporaryDirectory();
  onTestFinished(() => folder[Symbol.dispose]());
  mkdirSync(join(folder.path, "bin"));
  install(join(folder.path, "bin/node"));
  if (hasLicence) writeFileSync(join(folder.path, "LICENSE"), "a licence");
  return folder.path;
}

const thisNode = (program: string): void => symlinkSync(process.execPath, program);
const script = (text: string): string =>
  distribution((program) => {
    writeFileSync(program, text);
    chmodSync(program, 0o755);
  });
const named = (folder: string) => ({ [NODE_FOLDER_VARIABLE]: folder });

test.runIf(platform === "linux")("Linux: the lockfile's, whatever the environment names", () => {
  const found = shippedNode({ platform, arch }, named("/elsewhere"));
  expect(found.program).toMatch(new RegExp(`node-linux-${arch}/bin/node$`));
});

test("macOS: the named folder's, when it is the lockfile's version for this processor", () => {
  const folder = distribution(thisNode);
  expect(shippedNode(MAC, named(folder))).toEqual({
    program: join(folder, "bin/node"),
    licence: join(folder, "LICENSE"),
  });
});

test.each([MAC, WINDOWS])("$platform: without a named folder one line says what to do", (target) => {
  for (const environment of [{}, named("")])
    expect(() => shippedNode(target, environment)).toThrow(
      new RegExp(
        `^A package for ${target.platform} ships Node\\.js \\d+\\.\\d+\\.\\d+ for .*${NODE_FOLDER_VARIABLE}\\.$`,
      ),
    );
});

test("a folder without the program or its licence", () => {
  const bare = distribution(thisNode, false);
  expect(() => shippedNode(MAC, named(bare))).toThrow(`${join(bare, "LICENSE")} is missing`);
  expect(() => shippedNode(WINDOWS, named(bare))).toThrow(`${join(bare, "node.exe")} is missing`);
});

test("another version, another processor's, or no program at all", () => {
  const other = script(`#!/bin/sh\nprintf '22.20.0 ${arch}'\n`);
  expect(() => shippedNode(MAC, named(other))).toThrow(`is 22.20.0 ${arch}.`);
  expect(() =>
    shippedNode(
      { platform: "darwin", arch: arch === "x64" ? "arm64" : "x64" },
      named(distribution(thisNode)),
    ),
  ).toThrow(`is ${process.versions.node} ${arch}.`);
  expect(() => shippedNode(MAC, named(script("no program")))).toThrow("is no program for this machine.");
});
