/** A manifest lists what its files import: nothing missing, nothing unused, nothing in the wrong section. */

import { isBuiltin } from "node:module";
import { isTestSide } from "../workspace.ts";
import type { Manifest, Member } from "../workspace.ts";
import type { SourceFile } from "./dependency-direction.ts";

/** `@scope/name/sub` → `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Says what is wrong when the manifest does not list the package that `specifier` names. */
export function missingEntry(
  { member, path }: Pick<SourceFile, "member" | "path">,
  specifier: string,
  root: Manifest,
): string | undefined {
  const name = packageOf(specifier);
  // `#name` and paths are the package's own; `name:` is a scheme, such as `node:` or `virtual:`.
  if (/^[.#/]/.test(specifier) || specifier.includes(":") || isBuiltin(specifier)) return undefined;
  if (name === member.manifest.name && isTestSide(member, path)) return undefined;
  if (name in usableEntries(member, path, root)) return undefined;
  const { devDependencies = {} } = member.manifest;
  return name in devDependencies
    ? `Imports '${name}', which is only a devDependency: people who install ${member.manifest.name} do not get it.`
    : `Imports '${name}', which ${member.path}/package.json does not list.`;
}

/** Entries that no file mentions, and dependencies that only tests mention. */
export function unusedEntries(member: Member, files: readonly SourceFile[]): readonly string[] {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = member.manifest;
  const shipped = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  const all = Object.keys({ ...devDependencies }).concat(shipped);
  const sources = files.filter((file) => !isTestSide(member, file.path));
  const unused = all.filter((name) => !isUsed(name, member, files));
  const forTests = isInstalledByPeople(member)
    ? shipped.filter((name) => !unused.includes(name) && !isUsed(name, member, sources))
    : [];
  return [
    ...unused.map((name) => `Lists '${name}', which nothing imports.`),
    ...forTests.map((name) => `Lists '${name}' as a dependency, but only tests import it.`),
  ];
}

function usableEntries(member: Member, path: string, root: Manifest): Readonly<Record<string, string>> {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = member.manifest;
  const shipped = { ...dependencies, ...optionalDependencies, ...peerDependencies };
  if (isTestSide(member, path)) return { ...shipped, ...devDependencies, ...root.devDependencies };
  return isInstalledByPeople(member) ? shipped : { ...shipped, ...devDependencies };
}

function isInstalledByPeople({ role }: Member): boolean {
  return role === "leaf" || role === "package" || role === "mock";
}

/**
 * A string that is the package's name counts too: optional packages are loaded through a variable, and
 * test doubles are declared by name. So does a word of a script: build tools are only ever started.
 */
function isUsed(name: string, { manifest }: Member, files: readonly SourceFile[]): boolean {
  if (name.startsWith("@types/")) return true;
  const words = Object.values(manifest.scripts ?? {}).flatMap((script) => script.split(/\s+/));
  if (words.includes(name)) return true;
  return files.some(({ facts }) => [...facts.strings].some((text) => packageOf(text) === name));
}
