import { expect, test } from "vitest";
import { plantedWorkspace } from "./planted-workspace.ts";
import { isTestSide, publishedMembers, readMembers, sourcePaths } from "./workspace.ts";
import type { Member } from "./workspace.ts";

test("every folder with a manifest is a member, and its place says its role", () => {
  const manifest = { name: "x" };
  using root = plantedWorkspace({
    "packages/secret/package.json": manifest,
    "packages/token-vault/package.json": manifest,
    "apps/mock-identity-center/package.json": manifest,
    "apps/desktop/package.json": manifest,
    "tooling/checks/package.json": manifest,
    "tooling/notes/README.md": "no manifest",
    "examples/package.json": manifest,
  });
  expect(readMembers(root.path).map(({ path, role }) => `${path} ${role}`)).toEqual([
    "packages/secret leaf",
    "packages/token-vault package",
    "apps/desktop app",
    "apps/mock-identity-center mock",
    "tooling/checks tooling",
    "examples examples",
  ]);
  expect(publishedMembers(root.path).map(({ path }) => path)).toEqual([
    "packages/secret",
    "packages/token-vault",
    "apps/mock-identity-center",
  ]);
});

test("source files are found in every folder except build output and dependencies", () => {
  using root = plantedWorkspace({
    "packages/secret/package.json": { name: "x" },
    "packages/secret/src/deep/a.ts": "",
    "packages/secret/test/b.test.ts": "",
    "packages/secret/vitest.config.ts": "",
    "packages/secret/dist/a.js": "",
    "packages/secret/node_modules/c/index.js": "",
    "packages/secret/src/notes.md": "",
  });
  const [member] = readMembers(root.path) as [Member];
  expect(sourcePaths(member)).toEqual(["src/deep/a.ts", "test/b.test.ts", "vitest.config.ts"]);
});

test.each([
  "src/a.test.ts",
  "test/a.ts",
  "src/pages/a.test.tsx",
  "vitest.config.ts",
  "scripts/a.ts",
  "e2e/a.ts",
])("%s is on the test side", (path) => {
  expect(isTestSide({ role: "package" } as Member, path)).toBe(true);
});

test.each(["src/a.ts", "src/latest/a.ts", "src/attest.ts"])("%s is a source", (path) => {
  expect(isTestSide({ role: "package" } as Member, path)).toBe(false);
});
