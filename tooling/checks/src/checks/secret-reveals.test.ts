import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findRevealProblems } from "./secret-reveals.ts";

const files = {
  "packages/token-vault/package.json": { name: "@latchkey/token-vault" },
  "packages/token-vault/src/record.ts": "\nexport const write = (s: Secret) => s.reveal();\n",
  "packages/token-vault/src/record.test.ts": "secret.reveal();",
  "tooling/test-kit/package.json": { name: "@latchkey/test-kit" },
  "tooling/test-kit/src/matchers.ts": "secret.reveal();",
};

test("a listed file may read secrets; tests and tooling need no entry", () => {
  using root = plantedWorkspace(files);
  expect(findRevealProblems(root.path, { "packages/token-vault/src/record.ts": "into the vault" })).toEqual(
    [],
  );
});

test("an unlisted file that reads a secret is named with its line", () => {
  using root = plantedWorkspace(files);
  const [finding, ...others] = findRevealProblems(root.path, {});
  expect(finding).toMatchObject({ file: "packages/token-vault/src/record.ts", line: 2 });
  expect(others).toEqual([]);
});

test("an entry whose file reads no secret, or is gone, is named", () => {
  using root = plantedWorkspace({ ...files, "packages/token-vault/src/record.ts": "export {};" });
  const allowed = { "packages/token-vault/src/record.ts": "", "packages/token-vault/src/gone.ts": "" };
  expect(findRevealProblems(root.path, allowed).map(({ file }) => file)).toEqual(Object.keys(allowed));
});
