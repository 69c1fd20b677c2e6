import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findChangesetProblems } from "./changesets.ts";

const secret = { "packages/secret/package.json": { name: "@latchkey/secret" } };
const named = (name: string): string => `---\n"${name}": minor\n---\n\nA first version.\n`;

test("a package that a changeset names passes", () => {
  using root = plantedWorkspace({ ...secret, ".changeset/first.md": named("@latchkey/secret") });
  expect(findChangesetProblems(root.path)).toEqual([]);
});

test("a released package, which has a changelog, passes", () => {
  using root = plantedWorkspace({ ...secret, "packages/secret/CHANGELOG.md": "# 1.0.0" });
  expect(findChangesetProblems(root.path)).toEqual([]);
});

test("a package without changeset and changelog is named; the desktop and the tooling need none", () => {
  using root = plantedWorkspace({
    ...secret,
    "apps/mock-identity-center/package.json": { name: "@latchkey/mock-identity-center" },
    "apps/desktop/package.json": { name: "@latchkey/desktop" },
    "tooling/checks/package.json": { name: "@latchkey/checks" },
  });
  expect(findChangesetProblems(root.path).map(({ file }) => file)).toEqual([
    "packages/secret",
    "apps/mock-identity-center",
  ]);
});

test("a changeset that names an unknown package is named", () => {
  using root = plantedWorkspace({
    ...secret,
    ".changeset/a.md": named("@latchkey/secret"),
    ".changeset/b.md": named("@latchkey/secrets"),
  });
  expect(findChangesetProblems(root.path)).toMatchObject([{ file: ".changeset/b.md" }]);
});

test.each([
  ["no front matter", "A first version."],
  ["an unknown kind of release", '---\n"@latchkey/secret": big\n---\n\nA first version.\n'],
  ["no sentence", '---\n"@latchkey/secret": minor\n---\n'],
])("a changeset with %s is named", (_, text) => {
  using root = plantedWorkspace({
    ...secret,
    ".changeset/good.md": named("@latchkey/secret"),
    ".changeset/bad.md": text,
  });
  expect(findChangesetProblems(root.path)).toMatchObject([{ file: ".changeset/bad.md" }]);
});
