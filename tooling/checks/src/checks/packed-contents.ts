/** The rules about the files of a packed package. */

import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { readManifest } from "../workspace.ts";
import type { Manifest } from "../workspace.ts";

const ALLOWED =
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|[a-z-]+\.schema\.json|dist\/.+\.(?:d\.ts|js)(?:\.map)?)$/;
const ONLY_FOR_TESTS = /\.test\.|(?:^|\/)(?:test|tests|fixtures|__fixtures__|__tests__)\//;

/**
 * @param directory the unpacked package.
 * @param sources the member's source files, to recognise output whose source is gone.
 */
export function contentProblems(directory: string, sources: readonly string[]): readonly string[] {
  const packed = packedPaths(directory);
  const manifest = readManifest(directory);
  return [
    ...fileListProblems(packed, sources),
    ...protocolProblems(manifest),
    ...entryProblems(manifest, packed),
    ...sourceMapProblems(directory, packed),
  ];
}

export function fileListProblems(packed: readonly string[], sources: readonly string[]): readonly string[] {
  return packed.flatMap((path) => {
    if (!ALLOWED.test(path)) return [`Packs ${path}. Exclude it in "files".`];
    if (ONLY_FOR_TESTS.test(path)) return [`Packs ${path}, which is only for tests.`];
    const source = path.replace(/^dist\//, "src/").replace(/\.(?:d\.ts|js)(?:\.map)?$/, "");
    const isStale = path.startsWith("dist/") && !sources.some((one) => one.replace(/\.tsx?$/, "") === source);
    return isStale ? [`Packs ${path}, whose source is gone. Delete dist and build again.`] : [];
  });
}

/** The workspace's own protocols mean nothing to the people who install the package. */
export function protocolProblems(manifest: Manifest): readonly string[] {
  const { dependencies, devDependencies, optionalDependencies, peerDependencies } = manifest;
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
    .filter(([, range]) => /^(?:workspace|catalog|link|file):/.test(range))
    .map(
      ([name, range]) => `The packed manifest asks for ${name} '${range}', which nobody else can resolve.`,
    );
}

/** Every file that the manifest points to is packed. */
export function entryProblems(manifest: Manifest, packed: readonly string[]): readonly string[] {
  const targets = Object.values(manifest.exports ?? {}).flatMap((target) =>
    typeof target === "string" ? [target] : Object.values(target),
  );
  return [...targets, ...Object.values(manifest.bin ?? {})]
    .map((target) => posix.normalize(target))
    .filter((target) => !packed.includes(target))
    .map((target) => `The manifest points to ${target}, which is not packed.`);
}

/** A map helps only when its sources can be read: from the package, or from the map itself. */
function sourceMapProblems(directory: string, packed: readonly string[]): readonly string[] {
  const blind = packed.filter((path) => path.endsWith(".map") && !hasSources(directory, path, packed));
  const declarations = blind.filter((path) => path.endsWith(".d.ts.map"));
  const modules = blind.filter((path) => !declarations.includes(path));
  return [
    ...countProblem(declarations, 'Exclude "dist/**/*.d.ts.map" in "files".'),
    ...countProblem(modules, 'Compile with "inlineSources".'),
  ];
}

function countProblem(maps: readonly string[], repair: string): readonly string[] {
  const [first] = maps;
  return first === undefined
    ? []
    : [`Packs maps without their sources: ${first}, ${maps.length} in all. ${repair}`];
}

function hasSources(directory: string, path: string, packed: readonly string[]): boolean {
  const { sources, sourcesContent } = JSON.parse(readFileSync(join(directory, path), "utf8")) as {
    readonly sources: readonly string[];
    readonly sourcesContent?: readonly (string | null)[];
  };
  return sources.every(
    (source, index) =>
      typeof sourcesContent?.[index] === "string" || packed.includes(posix.join(posix.dirname(path), source)),
  );
}

function packedPaths(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .toSorted();
}
