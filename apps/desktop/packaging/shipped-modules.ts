/**
 * The packages that stay packages, because they bring programs or native modules: everything else is bundled. Each with the
 * platforms that need it and exactly the files that are shipped.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Target, TargetPlatform } from "./target.ts";

export interface ShippedModule {
  readonly name: string;
  readonly platforms: readonly TargetPlatform[];
  /** Whose dependency it is, from the app down. */
  readonly via: readonly string[];
  /** Replaced by a bundle of itself and its dependencies. */
  readonly bundledEntry?: string;
  readonly files: (target: Target) => readonly string[];
}

/** The sandbox's helpers, by platform; macOS has its own sandbox. */
const SANDBOX_HELPERS: Readonly<Record<TargetPlatform, (arch: string) => readonly string[]>> = {
  darwin: () => [],
  linux: (arch) => [`vendor/seccomp/${arch}/apply-seccomp`],
  win32: (arch) => [`vendor/srt-win/${arch}/srt-win.exe`],
};

export const SHIPPED_MODULES: readonly ShippedModule[] = [
  {
    name: "@anthropic-ai/sandbox-runtime",
    platforms: ["darwin", "linux", "win32"],
    via: [],
    bundledEntry: "dist/index.js",
    files: ({ platform, arch }) => [
      "LICENSE",
      "vendor/java-proxy-agent/srt-proxy-agent.jar",
      ...SANDBOX_HELPERS[platform](arch),
    ],
  },
  {
    name: "keytar",
    platforms: ["darwin", "win32"],
    via: ["@latchkey/token-vault"],
    files: () => ["LICENSE.md", "lib/keytar.js", "build/Release/keytar.node"],
  },
  {
    name: "native-reg",
    platforms: ["win32"],
    via: ["@latchkey/policy-reader"],
    files: ({ arch }) => ["lib/index.js", `prebuilds/win32-${arch}/node.napi.node`],
  },
  {
    name: "node-gyp-build",
    platforms: ["win32"],
    via: ["@latchkey/policy-reader", "native-reg"],
    files: () => ["LICENSE", "index.js", "node-gyp-build.js"],
  },
];

export function modulesFor({ platform }: Target): readonly ShippedModule[] {
  return SHIPPED_MODULES.filter(({ platforms }) => platforms.includes(platform));
}

/** @returns the folder of an installed package. @throws {Error} when it is not installed. */
export function installedFolder(app: string, { name, via }: Pick<ShippedModule, "name" | "via">): string {
  let from = app;
  for (const step of [...via, name]) from = folderOf(step, from);
  return from;
}

function folderOf(name: string, from: string): string {
  const folders = createRequire(join(from, "package.json")).resolve.paths(name) ?? [];
  const folder = folders
    .map((path) => join(path, name))
    .find((path) => existsSync(join(path, "package.json")));
  if (folder !== undefined) return realpathSync(folder);
  throw new Error(`${name} is not installed. Run: pnpm install`);
}

/** Copies what is shipped, under a manifest with nothing in it but what a loader reads. */
export function copyModule(module: ShippedModule, target: Target, from: string, to: string): void {
  for (const file of module.files(target)) {
    if (!existsSync(join(from, file)))
      throw new Error(`${module.name} has no ${file}. Run: pnpm rebuild ${module.name}`);
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
  const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8")) as Record<string, unknown>;
  const kept = ["name", "version", "license", "type", "main", "exports"];
  const entries = kept.filter((key) => key in manifest).map((key) => [key, manifest[key]]);
  writeFileSync(join(to, "package.json"), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}
