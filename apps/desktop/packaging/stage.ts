/**
 * What is packed, as two folders: the archive's content, and the plain files beside it. Real files, no links, and nothing that
 * does not run. pnpm's `node_modules` is a web of links that a packer would have to guess about, so this decides.
 */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { bundle } from "./bundle.ts";
import { stagedApp, stagedResources } from "./layout.ts";
import { thirdPartyNotices } from "./notices.ts";
import { copyModule, installedFolder, modulesFor } from "./shipped-modules.ts";
import { copyNode, shippedNode } from "./shipped-node.ts";
import type { Target } from "./target.ts";

const APP = join(import.meta.dirname, "..");
/** Where the renderer's bundle is from; vite does not tell. */
const IN_PAGES = ["preact", "zod"];
/** Everything else is read only. */
const PROGRAMS = /\/vendor\/seccomp\/|^resources\/node\/node$/;
const EVERYONE_READS = 0o644;
const EVERYONE_RUNS = 0o755;

export interface StageOptions {
  readonly target: Target;
  /** Emptied first. */
  readonly output: string;
  readonly onStep?: (what: string) => void;
}

/** Needs the build. @throws {Error} that names what is missing. */
export async function stageApp({ target, output, onStep = () => undefined }: StageOptions): Promise<void> {
  const node = shippedNode(target);
  const app = stagedApp(output);
  const resources = stagedResources(output);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  const modules = modulesFor(target);
  const external = ["electron", "keytar", "native-reg", ...modules.map(({ name }) => name)];
  const folders = new Set<string>();
  const add = async (input: string, to: string | undefined, outside = external): Promise<void> => {
    const packages = await bundle({ input, output: to, external: outside });
    for (const folder of packages) folders.add(folder);
  };

  onStep("bundling the main process");
  await add(join(APP, "dist/app/main/index.js"), join(app, "dist/app/main/index.js"));
  if (modules.some(({ name }) => name === "keytar")) {
    const vault = installedFolder(APP, { name: "@latchkey/token-vault", via: [] });
    await add(join(vault, "dist/keytar-host.js"), join(app, "dist/app/main/keytar-host.js"));
  }

  onStep("copying the pages, the worker and its Node.js");
  for (const part of ["dist/app/preload", "dist/app/renderer"])
    cpSync(join(APP, part), join(app, part), { recursive: true });
  cpSync(join(APP, "dist/worker/session-worker.mjs"), join(resources, "worker/session-worker.mjs"));
  copyNode(node, join(resources, "node"));
  await add(join(APP, "dist/worker/worker.js"), undefined, []);
  for (const name of IN_PAGES) folders.add(installedFolder(APP, { name, via: [] }));

  onStep("copying native modules");
  for (const module of modules) {
    const from = installedFolder(APP, module);
    const to = join(app, "node_modules", module.name);
    if (module.bundledEntry !== undefined)
      await add(join(from, module.bundledEntry), join(to, module.bundledEntry), ["@microsoft/mxc-sdk"]);
    copyModule(module, target, from, to);
    folders.add(from);
  }

  onStep("writing manifest and notices");
  writeFileSync(join(app, "package.json"), `${JSON.stringify(stagedManifest(), null, 2)}\n`);
  writeFileSync(join(app, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(folders));
  for (const file of stagedFiles(output)) chmodSync(join(output, file), modeOf(file));
}

/** Every file, relative to the folder and with `/`, sorted. */
export function stagedFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .toSorted();
}

/** No scripts and no dependencies: nothing is installed into it, and nothing asks for it. */
function stagedManifest(): Readonly<Record<string, unknown>> {
  const { version, description, license, main } = JSON.parse(
    readFileSync(join(APP, "package.json"), "utf8"),
  ) as Readonly<Record<string, string>>;
  return {
    name: "latchkey",
    productName: "Latchkey",
    desktopName: "latchkey.desktop",
    version,
    description,
    license,
    author: "Latchkey",
    private: true,
    type: "module",
    main,
  };
}

function modeOf(file: string): number {
  return PROGRAMS.test(file) ? EVERYONE_RUNS : EVERYONE_READS;
}
