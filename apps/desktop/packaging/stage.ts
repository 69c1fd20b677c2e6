/**
 * The app's folder as it is packed: real files, no links, and nothing that does not run. pnpm's `node_modules` is a web of
 * links that a packer would have to guess about, so this decides, and the packer takes what it finds.
 */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { bundle } from "./bundle.ts";
import { thirdPartyNotices } from "./notices.ts";
import { copyModule, installedFolder, modulesFor } from "./shipped-modules.ts";
import type { Target } from "./target.ts";

const APP = join(import.meta.dirname, "..");
/** Where the renderer's bundle is from; vite does not tell. */
const IN_PAGES = ["preact", "zod"];
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
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const modules = modulesFor(target);
  const external = ["electron", "keytar", "native-reg", ...modules.map(({ name }) => name)];
  const folders = new Set<string>();
  const add = async (input: string, to: string | undefined, outside = external): Promise<void> => {
    const packages = await bundle({ input, output: to, external: outside });
    for (const folder of packages) folders.add(folder);
  };

  onStep("bundling the main process");
  await add(join(APP, "dist/app/main/index.js"), join(output, "dist/app/main/index.js"));
  if (modules.some(({ name }) => name === "keytar")) {
    const vault = installedFolder(APP, { name: "@latchkey/token-vault", via: [] });
    await add(join(vault, "dist/keytar-host.js"), join(output, "dist/app/main/keytar-host.js"));
  }

  onStep("copying pages and worker");
  for (const part of ["dist/app/preload", "dist/app/renderer", "dist/worker/session-worker.mjs"])
    cpSync(join(APP, part), join(output, part), { recursive: true });
  await add(join(APP, "dist/worker/worker.js"), undefined, []);
  for (const name of IN_PAGES) folders.add(installedFolder(APP, { name, via: [] }));

  onStep("copying native modules");
  for (const module of modules) {
    const from = installedFolder(APP, module);
    const to = join(output, "node_modules", module.name);
    if (module.bundledEntry !== undefined)
      await add(join(from, module.bundledEntry), join(to, module.bundledEntry), ["@microsoft/mxc-sdk"]);
    copyModule(module, target, from, to);
    folders.add(from);
  }

  onStep("writing manifest and notices");
  writeFileSync(join(output, "package.json"), `${JSON.stringify(stagedManifest(), null, 2)}\n`);
  writeFileSync(join(output, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(folders));
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
  return dirname(file).includes("/vendor/seccomp/") ? EVERYONE_RUNS : EVERYONE_READS;
}
