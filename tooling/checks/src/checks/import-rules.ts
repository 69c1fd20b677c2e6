/** The direction of imports: design section "Layout", difference 1. */

import { posix } from "node:path";
import { isTestSide } from "../workspace.ts";
import type { Member, Role } from "../workspace.ts";
import type { SourceFile } from "./dependency-direction.ts";

const EVERYTHING: readonly Role[] = ["leaf", "package", "mock", "app", "tooling"];

/** What the sources of each role may import. The mock imports none of ours, or it would agree with our bugs. */
const SOURCES_MAY_IMPORT: Readonly<Record<Role, readonly Role[]>> = {
  leaf: [],
  package: ["leaf"],
  mock: [],
  app: ["leaf", "package"],
  tooling: EVERYTHING,
  examples: ["leaf", "package", "mock"],
};

/** What tests and scripts may import besides. */
const TESTS_MAY_IMPORT: Readonly<Record<Role, readonly Role[]>> = {
  leaf: ["mock", "app", "tooling"],
  package: ["mock", "app", "tooling"],
  mock: ["tooling"],
  app: ["mock", "app", "tooling"],
  tooling: EVERYTHING,
  examples: ["app", "tooling"],
};

const DEMO = /^src\/demo\//;
const ELECTRON_HOLDERS = /^src\/(?:main\/electron|preload)\//;

/** @param target the member that `specifier` names, if it names one. */
export function importProblem(
  file: Pick<SourceFile, "member" | "path">,
  specifier: string,
  target: Member | undefined,
): string | undefined {
  if (specifier.startsWith(".")) return relativeProblem(file, specifier);
  if (specifier === "electron" || specifier.startsWith("electron/")) return electronProblem(file);
  if (target === undefined || target.path === file.member.path) return undefined;
  return rolesImportableBy(file).includes(target.role)
    ? undefined
    : `Imports '${specifier}': ${sideOf(file)} of ${file.member.path} may not import ${target.path}.`;
}

function rolesImportableBy({ member, path }: Pick<SourceFile, "member" | "path">): readonly Role[] {
  const roles = SOURCES_MAY_IMPORT[member.role];
  if (isTestSide(member, path)) return [...roles, ...TESTS_MAY_IMPORT[member.role]];
  return member.role === "app" && DEMO.test(path) ? [...roles, "mock"] : roles;
}

function relativeProblem(
  { member, path }: Pick<SourceFile, "member" | "path">,
  specifier: string,
): string | undefined {
  const target = posix.join(posix.dirname(path), specifier);
  return target.startsWith("..") ? `Imports '${specifier}', which is outside ${member.path}.` : undefined;
}

function electronProblem({ member, path }: Pick<SourceFile, "member" | "path">): string | undefined {
  if (member.role !== "app") return "Imports 'electron': only the desktop may.";
  if (isTestSide(member, path) || ELECTRON_HOLDERS.test(path)) return undefined;
  return "Imports 'electron': only src/main/electron and src/preload may, so that the rest runs without it.";
}

function sideOf({ member, path }: Pick<SourceFile, "member" | "path">): string {
  return isTestSide(member, path) ? "tests" : "the sources";
}
