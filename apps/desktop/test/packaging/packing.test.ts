/** electron-builder itself on the real configuration, over a stand-in for Electron's binary: all but the binary is real. */
import { createPackage, extractFile } from "@electron/asar";
import { temporaryDirectory } from "@latchkey/test-kit";
import type { TemporaryDirectory } from "@latchkey/test-kit";
import { build, Platform } from "electron-builder";
import type { Configuration } from "electron-builder";
import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import configuration from "../../electron-builder.config.ts";
import { isUnpacked, stagedApp, stagedResources, UNPACKED } from "../../packaging/layout.ts";
import { stageApp, stagedFiles } from "../../packaging/stage.ts";
import { thisMachine } from "../../packaging/target.ts";
import { contentProblems, fuseProblems } from "../../packaging/verify-package.ts";
import { openSandboxRuntime } from "../../src/main/session/sandbox-runtime.ts";
import { sandboxHelpers } from "../../src/main/session/sandbox-helpers.ts";
import { workerProgram } from "../../src/main/shell/worker-program.ts";
import { rehearse } from "../support/rehearsal.ts";
import { sessionRig } from "../support/session-rig.ts";
import { standInElectron } from "./support/stand-in-electron.ts";

const APP = join(import.meta.dirname, "../..");
const target = thisMachine();
const isLinux = target.platform === "linux";

let folder: TemporaryDirectory;
let staged: string;
let app: string;
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
      directories: { ...configuration.directories, app, output },
      extraResources: [{ from: stagedResources(staged), to: ".", filter: ["**/*"] }],
      ...changes,
    },
  });
  return join(output, target.arch === "x64" ? "linux-unpacked" : `linux-${target.arch}-unpacked`);
};

beforeAll(async () => {
  folder = temporaryDirectory();
  staged = join(folder.path, "staged");
  app = stagedApp(staged);
  if (!isLinux) return;
  await stageApp({ target, output: staged });
  unpacked = await pack("package");
}, 60_000);

afterAll(() => folder[Symbol.dispose]());

test.runIf(isLinux)("the archive holds exactly the staged files, byte by byte", () => {
  const resources = join(unpacked, "resources");
  expect(contentProblems(resources, staged)).toEqual([]);
  for (const file of stagedFiles(app).filter((name) => !isUnpacked(name) && name !== "package.json"))
    expect([
      file,
      extractFile(join(resources, "app.asar"), file).equals(readFileSync(join(app, file))),
    ]).toEqual([file, true]);
});

test.runIf(isLinux)("programs and what they read are beside the archive, and nothing else", () => {
  const beside = stagedFiles(join(unpacked, "resources/app.asar.unpacked"));
  expect(beside).toEqual(stagedFiles(app).filter(isUnpacked));
  const helper = `resources/app.asar.unpacked/${beside.find((file) => file.endsWith("apply-seccomp"))}`;
  expect(statSync(join(unpacked, helper)).mode & 0o111).toBe(0o111);
  expect(stagedFiles(join(unpacked, "resources")).filter((file) => !file.startsWith("app.asar"))).toEqual([
    "node/LICENSE",
    "node/node",
    "worker/session-worker.mjs",
  ]);
  expect(UNPACKED.every((pattern) => pattern.endsWith("/**"))).toBe(true);
});

test.runIf(isLinux)(
  "a session runs on the packed Node.js and the packed worker, in the real sandbox",
  async () => {
    const resources = join(unpacked, "resources");
    const worker = workerProgram({ resources });
    await using rehearsal = await rehearse({ openSandbox: openSandboxRuntime, worker });
    await rehearsal.signInOnce();
    const { manager } = await sessionRig(rehearsal);
    expect(await manager.start()).toMatchObject({ state: "running", program: "worker" });
    const answer = await manager.ask("Is the door open?");
    await manager.end();
    expect(answer).toMatchObject({ status: "answered", text: expect.stringContaining("Is the door open?") });
  },
);

test.runIf(isLinux)("the packed helpers of the sandbox are where the app names them", () => {
  const modules = join(unpacked, "resources/app.asar.unpacked/node_modules");
  const { javaAgentJarPath, seccomp } = sandboxHelpers(join(modules, "@anthropic-ai/sandbox-runtime/vendor"));
  for (const path of [javaAgentJarPath, seccomp?.applyPath])
    expect([path, existsSync(path ?? "")]).toEqual([path, true]);
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
  await expect(pack("inside", undefined, { asarUnpack: ["node_modules/keytar/build/**"] })).rejects.toThrow(
    "apply-seccomp is not beside the archive",
  );
});

test.runIf(isLinux)("a program for Windows may differ from the staged one, since it was signed", () => {
  for (const [folder, text] of [
    [stagedResources(staged), "unsigned"],
    [join(unpacked, "resources"), "signed"],
  ] as const)
    writeFileSync(join(folder, "node/node.exe"), text);
  expect(contentProblems(join(unpacked, "resources"), staged)).toEqual([]);
  rmSync(join(stagedResources(staged), "node/node.exe"));
  expect(contentProblems(join(unpacked, "resources"), staged)).toEqual([
    "node/node.exe should not be among the resources",
  ]);
  rmSync(join(unpacked, "resources/node/node.exe"));
});

test.runIf(isLinux)(
  "an option that electron-builder does not know stops the packing, also in another system's part",
  async () => {
    for (const part of ["mac", "win", "nsis", "msi", "deb"] as const)
      await expect(
        pack(part, undefined, { [part]: { ...configuration[part], unknown: true } }),
      ).rejects.toThrow(`configuration.${part} should be one of these`);
  },
);

test.runIf(isLinux)("a package without the worker's Node.js is not made", async () => {
  await expect(pack("bare", undefined, { extraResources: [] })).rejects.toThrow(
    "node/node is not among the resources",
  );
});

test.runIf(isLinux)(
  "what is too much or changed is noticed: in the archive, beside it, or as a second one",
  async () => {
    const resources = join(unpacked, "resources");
    rmSync(join(app, "THIRD-PARTY-NOTICES.txt"));
    writeFileSync(join(resources, "app.asar.unpacked/added.js"), "");
    await createPackage(join(resources, "worker"), join(resources, "default_app.asar"));
    // Not in place: the packer may have made a second name of the staged file.
    for (const file of ["worker/session-worker.mjs", "node/node"]) rmSync(join(resources, file));
    writeFileSync(join(resources, "worker/session-worker.mjs"), "changed");
    copyFileSync(join(stagedResources(staged), "node/node"), join(resources, "node/node"));
    chmodSync(join(resources, "node/node"), 0o644);
    expect(contentProblems(resources, staged)).toEqual([
      "THIRD-PARTY-NOTICES.txt should not be in the archive",
      "added.js is beside the archive, where nothing checks it",
      "node/node is not the staged one",
      "worker/session-worker.mjs is not the staged one",
      "default_app.asar should not be among the resources",
    ]);
  },
);
