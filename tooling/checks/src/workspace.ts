/** What the repository consists of: its members, their manifests, and their source files. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What a member is allowed to be for others: a leaf and a package are published libraries, the mock is a
 * published app, `app` is any other app, tooling serves tests and scripts.
 */
export type Role = "leaf" | "package" | "mock" | "app" | "tooling" | "examples";

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Member {
  readonly role: Role;
  /** Relative to the repository, with `/`: `packages/secret`. */
  readonly path: string;
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Imports nothing of ours, so that every package may import it. */
const LEAVES = new Set(["packages/secret", "packages/aws-partitions"]);
const NOT_SOURCES = new Set(["node_modules", "dist", "out", "coverage", "test-results", ".turbo"]);
const SOURCE = /\.[cm]?[jt]sx?$/;
const TEST_SIDE = /(?:^|\/)(?:test|tests|scripts|e2e)\/|\.test\.[cm]?[jt]sx?$|\.config\.[cm]?[jt]s$/;

export function readMembers(root: string): readonly Member[] {
  const paths = ["packages", "apps", "tooling"].flatMap((group) => childPaths(root, group));
  return [...paths, "examples"]
    .filter((path) => existsSync(join(root, path, "package.json")))
    .map((path) => ({
      role: roleOf(path),
      path,
      directory: join(root, path),
      manifest: readManifest(join(root, path)),
    }));
}

/** The members whose files reach people outside the repository. */
export function publishedMembers(root: string): readonly Member[] {
  return readMembers(root).filter(({ role }) => role === "leaf" || role === "package" || role === "mock");
}

export function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
}

/** Paths of all source files of a member, tests included, relative to the member, sorted. */
export function sourcePaths(member: Member): readonly string[] {
  return filePaths(member.directory).filter((path) => SOURCE.test(path));
}

/** Whether a file serves tests or scripts rather than the member's users. */
export function isTestSide(member: Member, path: string): boolean {
  return member.role === "tooling" || TEST_SIDE.test(path);
}

/** All files below `directory`, relative to it and with `/`, sorted; build output and dependencies left out. */
export function filePaths(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filePaths(join(directory, entry.name)).map((path) => `${entry.name}/${path}`)
        : [entry.name],
    )
    .toSorted();
}

function childPaths(root: string, group: string): readonly string[] {
  if (!existsSync(join(root, group))) return [];
  return readdirSync(join(root, group))
    .toSorted()
    .map((name) => `${group}/${name}`);
}

function roleOf(path: string): Role {
  if (LEAVES.has(path)) return "leaf";
  if (path === "apps/mock-identity-center") return "mock";
  if (path.startsWith("packages/")) return "package";
  if (path.startsWith("apps/")) return "app";
  return path === "examples" ? "examples" : "tooling";
}
