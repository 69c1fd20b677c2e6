import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findDependencyProblems } from "./dependency-direction.ts";

/** A workspace in which everything is as it should be. */
const clean = {
  "package.json": { name: "root", devDependencies: { vitest: "1" } },
  "packages/secret/package.json": { name: "@latchkey/secret" },
  "packages/secret/src/index.ts": "export {};",
  "packages/token-vault/package.json": {
    name: "@latchkey/token-vault",
    dependencies: { "@latchkey/secret": "workspace:^" },
    optionalDependencies: { keytar: "1" },
    devDependencies: { "@latchkey/test-kit": "workspace:*" },
  },
  "packages/token-vault/src/index.ts":
    'import { open } from "node:fs/promises";\nimport { secret } from "@latchkey/secret";\nexport { a } from "./a.ts";',
  "packages/token-vault/src/a.ts": 'const name = "keytar"; export const a = await import(name);',
  "packages/token-vault/test/a.test.ts":
    'import { test } from "vitest"; import "@latchkey/test-kit"; import "../src/a.ts"; import "@latchkey/token-vault";',
  "apps/mock-identity-center/package.json": { name: "@latchkey/mock-identity-center" },
  "apps/mock-identity-center/src/index.ts": "export {};",
  "apps/desktop/package.json": {
    name: "@latchkey/desktop",
    dependencies: { "@latchkey/token-vault": "workspace:^" },
    devDependencies: { "@latchkey/mock-identity-center": "workspace:*", electron: "1" },
  },
  "apps/desktop/src/main/session.ts": 'import "@latchkey/token-vault";',
  "apps/desktop/src/main/electron/index.ts": 'import { app } from "electron";',
  "apps/desktop/src/preload/index.ts": 'import { contextBridge } from "electron/renderer";',
  "apps/desktop/src/demo/cli.ts": 'import "@latchkey/mock-identity-center";',
  "tooling/test-kit/package.json": {
    name: "@latchkey/test-kit",
    dependencies: { "@latchkey/secret": "workspace:*", vitest: "1" },
  },
  "tooling/test-kit/src/index.ts": 'import "@latchkey/secret"; import "vitest";',
};

function problems(changes: Readonly<Record<string, unknown>>): readonly string[] {
  using root = plantedWorkspace({ ...clean, ...changes });
  return findDependencyProblems(root.path).map(({ file, line, message }) =>
    [file, line, message].filter((part) => part !== undefined).join(" "),
  );
}

test("a workspace that keeps the rules passes", () => {
  expect(problems({})).toEqual([]);
});

test.each([
  ["a leaf imports a package", "packages/secret/src/a.ts", "@latchkey/token-vault"],
  ["a package imports a package", "packages/policy-reader/src/a.ts", "@latchkey/token-vault"],
  [
    "a package's test imports another package",
    "packages/policy-reader/test/a.test.ts",
    "@latchkey/token-vault",
  ],
  ["a package imports the mock", "packages/policy-reader/src/a.ts", "@latchkey/mock-identity-center"],
  ["a package imports tooling", "packages/policy-reader/src/a.ts", "@latchkey/test-kit"],
  ["the mock imports a leaf", "apps/mock-identity-center/src/a.ts", "@latchkey/secret"],
  ["the mock's test imports a package", "apps/mock-identity-center/test/a.test.ts", "@latchkey/token-vault"],
  [
    "the desktop imports the mock outside its demo",
    "apps/desktop/src/main/a.ts",
    "@latchkey/mock-identity-center",
  ],
  [
    "an import is hidden in a type",
    "packages/secret/src/a.ts",
    "@latchkey/token-vault",
    "type A = import(*).A",
  ],
  ["an import is dynamic", "packages/secret/src/a.ts", "@latchkey/token-vault", "await import(*)"],
])("%s: refused, even with a manifest entry", (_, path, specifier, code = "import *") => {
  const member = path.split("/", 2).join("/");
  const found = problems({
    [`${member}/package.json`]: {
      ...(clean[`${member}/package.json` as keyof typeof clean] as object | undefined),
      name: `@latchkey/${member.split("/")[1]}`,
      dependencies: { [specifier]: "workspace:^" },
    },
    [path]: `\n${code.replace("*", JSON.stringify(specifier))};`,
  });
  expect(found).toContainEqual(expect.stringMatching(`^${path} 2 Imports '${specifier}'.*may not import`));
});

test.each([
  ["packages/secret/src/a.ts", "only the desktop may"],
  ["apps/desktop/src/main/session.ts", "only src/main/electron"],
  ["apps/desktop/src/renderer/page.ts", "only src/main/electron"],
])("%s may not import electron", (path, reason) => {
  expect(problems({ [path]: 'import type { App } from "electron";' })).toContainEqual(
    expect.stringContaining(`${path} 1 Imports 'electron': ${reason}`),
  );
});

test("a relative import may not leave the package", () => {
  const found = problems({ "packages/token-vault/src/b.ts": 'import "../../secret/src/index.ts";' });
  expect(found).toEqual([expect.stringContaining("packages/token-vault/src/b.ts 1 Imports '../../secret")]);
});

test("an import without a manifest entry is named", () => {
  const found = problems({ "packages/token-vault/src/b.ts": 'import { z } from "zod/v4";' });
  expect(found).toEqual([expect.stringContaining("Imports 'zod', which packages/token-vault/package.json")]);
});

test("a source of a published package may not rely on a devDependency", () => {
  const found = problems({ "packages/token-vault/src/b.ts": 'import "vitest";' });
  expect(found).toEqual([expect.stringContaining("does not list")]);
  const manifest = { name: "@latchkey/secret", devDependencies: { zod: "1" } };
  expect(
    problems({ "packages/secret/package.json": manifest, "packages/secret/src/b.ts": 'import "zod";' }),
  ).toEqual([expect.stringContaining("only a devDependency")]);
});

test("a manifest entry that nothing imports is named", () => {
  const manifest = { name: "@latchkey/secret", dependencies: { zod: "1" }, devDependencies: { nock: "1" } };
  expect(problems({ "packages/secret/package.json": manifest })).toEqual([
    "packages/secret/package.json Lists 'nock', which nothing imports.",
    "packages/secret/package.json Lists 'zod', which nothing imports.",
  ]);
});

test("a tool that only a script starts is used", () => {
  const manifest = {
    name: "@latchkey/secret",
    scripts: { build: "electron-vite build" },
    devDependencies: { "electron-vite": "1" },
  };
  expect(problems({ "packages/secret/package.json": manifest })).toEqual([]);
});

test("a dependency that only tests import belongs to the devDependencies", () => {
  const found = problems({
    "packages/secret/package.json": { name: "@latchkey/secret", dependencies: { nock: "1" } },
    "packages/secret/src/a.test.ts": 'import "nock";',
  });
  expect(found).toEqual([expect.stringContaining("only tests import it")]);
});
