/** Packs members and installs the tarballs side by side, as their users would. */

import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { runProcess } from "../run-process.ts";
import { readManifest } from "../workspace.ts";
import type { Member } from "../workspace.ts";

export interface InstalledMember {
  readonly member: Member;
  /** Where its tarball was unpacked. */
  readonly path: string;
}

/** Packs `member` and unpacks it to `directory/node_modules/<its name>`. */
export async function installPacked(member: Member, directory: string): Promise<InstalledMember> {
  const path = join(directory, "node_modules", member.manifest.name);
  const tarballs = join(directory, "tarballs", member.path);
  mkdirSync(path, { recursive: true });
  mkdirSync(tarballs, { recursive: true });
  await run("pnpm", ["pack", "--pack-destination", tarballs], member.directory);
  const [tarball] = readdirSync(tarballs);
  if (tarball === undefined) throw new Error(`pnpm pack wrote no tarball for ${member.path}`);
  await run("tar", ["-xzf", join(tarballs, tarball), "-C", path, "--strip-components=1"], directory);
  return { member, path };
}

/**
 * Links what the packed manifest asks for from the workspace. Members that were packed too are already
 * there, so a package meets the packed form of its neighbours.
 */
export function linkDependencies({ member, path }: InstalledMember, directory: string): void {
  const { dependencies, optionalDependencies, peerDependencies } = readManifest(path);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const [from, to] = [join(member.directory, "node_modules", name), join(directory, "node_modules", name)];
    if (existsSync(to) || !existsSync(from)) continue;
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(from, to, "junction");
  }
}

/** Imports every entry of a package, packed and from the workspace, and compares what they export. */
export async function exportProblems(member: Member, directory: string): Promise<readonly string[]> {
  const specifiers = Object.keys(member.manifest.exports ?? {})
    .filter((entry) => entry !== "./package.json")
    .map((entry) => member.manifest.name + entry.slice(1));
  const packed = await namesOf(specifiers, directory);
  const built = await namesOf(specifiers, member.directory);
  return specifiers.flatMap((specifier, index) => {
    const [inPackage, inWorkspace] = [packed[index] ?? "", built[index] ?? ""];
    if (inWorkspace.startsWith(FAILED)) return [`The built '${specifier}' exports ${inWorkspace}`];
    if (inPackage === inWorkspace) return [];
    return [
      `The packed '${specifier}' exports ${inPackage || "nothing"}; the built one exports ${inWorkspace}.`,
    ];
  });
}

const FAILED = "nothing, because it failed: ";
const PRINT_NAMES = `
  const names = async (specifier) => {
    try {
      return Object.keys(await import(specifier)).toSorted().join(", ");
    } catch (error) {
      return ${JSON.stringify(FAILED)} + error.message;
    }
  };
  process.stdout.write(JSON.stringify(await Promise.all(process.argv.slice(1).map(names))));
`;

/** The exported names of each specifier, as a process in `directory` sees them. */
async function namesOf(specifiers: readonly string[], directory: string): Promise<readonly string[]> {
  if (specifiers.length === 0) return [];
  const args = ["--input-type=module", "--eval", PRINT_NAMES, "--", ...specifiers];
  return JSON.parse(await run(process.execPath, args, directory)) as readonly string[];
}

async function run(command: string, args: readonly string[], directory: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runProcess(command, args, directory);
  if (exitCode !== 0)
    throw new Error(`'${command} ${args[0] ?? ""}' ended with ${exitCode}: ${stderr.trim()}`);
  return stdout;
}
