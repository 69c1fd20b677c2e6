/** electron-builder itself on the real configuration, over a stand-in for Electron's binary: all but the binary is real. */
import { createPackage, extractFile } from "@electron/asar";
import { temporaryDirectory } from "@latchkey/test-kit";
import type { TemporaryDirectory } from "@latchkey/test-kit";
import { build, Platform } from "electron-builder";
import type { Configuration } from "electron-builder";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import configuration from "../../electron-builder.config.ts";
import { isUnpacked, UNPACKED } from "../../packaging/layout.ts";
import { stageApp, stagedFiles } from "../../packaging/stage.ts";
import { thisMachine } from "../../packaging/target.ts";
import { contentProblems, fuseProblems } from "../../packaging/verify-package.ts";
import { standInElectron } from "./support/stand-in-electron.ts";

const APP = join(import.meta.dirname, "../..");
const target = thisMachine();
const isLinux = target.platform === "linux";

let folder: TemporaryDirectory;
let staged: string;
let unpacked: string;

const pack = async (name: string, wire?: string, changes: Configuration = {}): Promise<string> => {
  const output = join(folder.path, name);
  await build({
    projectDir: APP,
    targets: Platform.LINUX.createTarget("dir"),
    publish: "never",
    config: {
      ...configuration,
      electronDist: await standInElectron(join(folder.path, `${name}-electron`), wire),
      directories: { ...configuration.directories, app: staged, output },
      ...changes,
    },
  });
  return join(output, target.arch === "x64" ? "linux-unpacked" : `linux-${target.arch}-unpacked`);
};

beforeAll(async () => {
  folder = temporaryDirectory();
  staged = join(folder.path, "app");
  if (!isLinux) return;
  await stageApp({ target, output: staged });
  unpacked = await pack("package");
}, 60_000);

afterAll(() => folder[Symbol.dispose]());

test.runIf(isLinux)("the archive holds exactly the staged files, byte by byte", () => {
  const resources = join(unpacked, "resources");
  expect(contentProblems(resources, staged, isUnpacked)).toEqual([]);
  for (const file of stagedFiles(staged).filter((name) => !isUnpacked(name) && name !== "package.json"))
    expect([
      file,
      extractFile(join(resources, "app.asar"), file).equals(readFileSync(join(staged, file))),
    ]).toEqual([file, true]);
});

test.runIf(isLinux)("programs and what they read are beside the archive, and nothing else", () => {
  const beside = stagedFiles(join(unpacked, "resources/app.asar.unpacked"));
  expect(beside).toEqual(stagedFiles(staged).filter(isUnpacked));
  const helper = `resources/app.asar.unpacked/${beside.find((file) => file.endsWith("apply-seccomp"))}`;
  expect(statSync(join(unpacked, helper)).mode & 0o111).toBe(0o111);
  expect(stagedFiles(join(unpacked, "resources")).filter((file) => !file.startsWith("app.asar"))).toEqual([]);
  expect(UNPACKED.every((pattern) => pattern.endsWith("/**"))).toBe(true);
});

test.runIf(isLinux)("row 19: the fuses of the packed binary are read back as decided", async () => {
  expect(await fuseProblems(join(unpacked, "latchkey"), "linux")).toEqual([]);
  expect(existsSync(join(unpacked, "electron"))).toBe(false);
  const untouched = await standInElectron(join(folder.path, "untouched"));
  expect(await fuseProblems(join(untouched, "electron"), "linux")).toContain(
    "RunAsNode should be off and is ENABLE",
  );
});

test.runIf(isLinux)("row 19: a fuse that nobody decided about stops the packing", async () => {
  await expect(pack("tenth", "1".repeat(10))).rejects.toThrow("strictlyRequireAllFuses");
  const newer = await standInElectron(join(folder.path, "newer"), "1".repeat(10));
  expect(await fuseProblems(join(newer, "electron"), "linux")).toContain(
    "fuse 9 is in the binary, and nobody decided about it",
  );
});

test.runIf(isLinux)("an Electron with fewer fuses than decided stops the packing", async () => {
  await expect(pack("eighth", "1".repeat(8))).rejects.toThrow("WasmTrapHandlers");
});

test.runIf(isLinux)("modules that the packer leaves out stop the packing", async () => {
  await expect(pack("less", undefined, { files: ["**/*"] })).rejects.toThrow(
    "sandbox-runtime/dist/index.js is not in the archive",
  );
});

test.runIf(isLinux)("a helper that stays inside the archive stops the packing", async () => {
  await expect(pack("inside", undefined, { asarUnpack: ["dist/worker/**"] })).rejects.toThrow(
    "apply-seccomp is not beside the archive",
  );
});

test.runIf(isLinux)(
  "what is too much is noticed: in the archive, beside it, or as a second one",
  async () => {
    const resources = join(unpacked, "resources");
    rmSync(join(staged, "THIRD-PARTY-NOTICES.txt"));
    writeFileSync(join(resources, "app.asar.unpacked/added.js"), "");
    await createPackage(join(resources, "app.asar.unpacked/dist"), join(resources, "default_app.asar"));
    expect(contentProblems(resources, staged, isUnpacked)).toEqual([
      "default_app.asar is a second archive",
      "THIRD-PARTY-NOTICES.txt should not be in the archive",
      "added.js is beside the archive, where nothing checks it",
    ]);
  },
);
