/** Who may import whom, and that every manifest lists exactly what is imported. */

import { readModule } from "../parse-module.ts";
import type { ModuleFacts } from "../parse-module.ts";
import type { Check, Finding } from "../run-checks.ts";
import { readManifest, readMembers, sourcePaths } from "../workspace.ts";
import type { Member } from "../workspace.ts";
import { importProblem } from "./import-rules.ts";
import { missingEntry, packageOf, unusedEntries } from "./manifest-rules.ts";

export const dependencyDirection: Check = {
  name: "dependency-direction",
  needsBuild: false,
  run: (root) => Promise.resolve(findDependencyProblems(root)),
};

export interface SourceFile {
  readonly member: Member;
  /** Relative to the member. */
  readonly path: string;
  readonly facts: ModuleFacts;
}

export function findDependencyProblems(root: string): readonly Finding[] {
  const members = readMembers(root);
  const rootManifest = readManifest(root);
  return members.flatMap((member) => {
    const files = sourcePaths(member).map((path) => readSource(member, path));
    const imports = files.flatMap((file) =>
      file.facts.imports.flatMap(({ specifier, line }) => {
        const message =
          importProblem(file, specifier, membersByName(members).get(packageOf(specifier))) ??
          missingEntry(file, specifier, rootManifest);
        return message === undefined ? [] : [{ file: `${member.path}/${file.path}`, line, message }];
      }),
    );
    const unused = unusedEntries(member, files);
    return [...imports, ...unused.map((message) => ({ file: `${member.path}/package.json`, message }))];
  });
}

function membersByName(members: readonly Member[]): ReadonlyMap<string, Member> {
  return new Map(members.map((member) => [member.manifest.name, member]));
}

function readSource(member: Member, path: string): SourceFile {
  return { member, path, facts: readModule(member, path) };
}
