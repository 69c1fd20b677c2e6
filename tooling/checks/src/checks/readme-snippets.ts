/** Every README of a package and an app is short, complete, and its TypeScript compiles. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readModule } from "../parse-module.ts";
import type { Check, Finding } from "../run-checks.ts";
import { publishedMembers, readMembers } from "../workspace.ts";
import type { Member } from "../workspace.ts";
import { compileSnippets } from "./compile-snippets.ts";
import { extractSnippets, readmeProblems } from "./readme-rules.ts";

export const readmeSnippets: Check = {
  name: "readme-snippets",
  needsBuild: true,
  run: findReadmeProblems,
};

export async function findReadmeProblems(root: string): Promise<readonly Finding[]> {
  const published = publishedMembers(root);
  const missing = published
    .filter((member) => !hasReadme(member))
    .map(({ path }) => ({ file: path, message: "Has no README.md." }));
  const rules = published.filter(hasReadme).flatMap(apiProblems);
  const snippets = readMembers(root)
    .filter((member) => member.role !== "tooling" && hasReadme(member))
    .flatMap((member) => extractSnippets(member, readReadme(member)));
  return [...missing, ...rules, ...(await compileSnippets(snippets))];
}

function apiProblems(member: Member): readonly Finding[] {
  const { exportedNames, starExports } = readModule(member, "src/index.ts");
  const stars = starExports.map((line) => ({
    file: `${member.path}/src/index.ts`,
    line,
    message: "Lists no names: 'export *' hides what the API is.",
  }));
  return [...stars, ...readmeProblems(`${member.path}/README.md`, readReadme(member), exportedNames)];
}

function hasReadme(member: Member): boolean {
  return existsSync(join(member.directory, "README.md"));
}

function readReadme(member: Member): string {
  return readFileSync(join(member.directory, "README.md"), "utf8");
}
