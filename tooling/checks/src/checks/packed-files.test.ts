import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findPackedProblems } from "./packed-files.ts";

const manifest = {
  name: "@latchkey/secret",
  version: "0.0.0",
  type: "module",
  files: ["dist"],
  exports: {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./package.json": "./package.json",
  },
};
const map = {
  version: 3,
  sources: ["../src/index.ts"],
  sourcesContent: ["export const a = 1;"],
  mappings: "",
};
const clean = {
  "packages/secret/package.json": manifest,
  "packages/secret/README.md": "# secret",
  "packages/secret/src/index.ts": "export const a = 1;",
  "packages/secret/src/index.test.ts": "",
  "packages/secret/dist/index.js": "export const a = 1;",
  "packages/secret/dist/index.js.map": map,
  "packages/secret/dist/index.d.ts": "export declare const a: number;",
};

async function problems(changes: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  using root = plantedWorkspace({ ...clean, ...changes });
  return (await findPackedProblems(root.path)).map(({ file, message }) => `${file ?? ""} ${message}`);
}

test("a package with its output, README and readable maps passes", async () => {
  expect(await problems({})).toEqual([]);
});

test.each([
  ["build information", "dist/.tsbuildinfo", {}],
  ["a test", "dist/index.test.js", {}],
  ["a fixture", "dist/fixtures/a.js", {}],
  ["output whose source is gone", "dist/old.js", {}],
  ["a source", "src/index.ts", { files: ["dist", "src/index.ts"] }],
])("%s in the tarball is named", async (_, path, change) => {
  const found = await problems({
    "packages/secret/package.json": { ...manifest, ...change },
    [`packages/secret/${path}`]: "export const a = 1;",
  });
  expect(found).toEqual([expect.stringContaining(`packages/secret Packs ${path}`)]);
});

test("maps without their sources are named once for each kind", async () => {
  const blind = { ...map, sourcesContent: undefined };
  const found = await problems({
    "packages/secret/dist/index.js.map": blind,
    "packages/secret/dist/index.d.ts.map": blind,
  });
  expect(found).toEqual([
    expect.stringContaining("dist/index.d.ts.map, 1 in all. Exclude"),
    expect.stringContaining('dist/index.js.map, 1 in all. Compile with "inlineSources"'),
  ]);
});

test("an entry point that is not packed is named, and cannot be imported", async () => {
  const found = await problems({
    "packages/secret/package.json": { ...manifest, files: ["dist/*.d.ts"] },
  });
  expect(found).toContain("packages/secret The manifest points to dist/index.js, which is not packed.");
  expect(found).toContainEqual(
    expect.stringMatching(/The packed '@latchkey\/secret' exports nothing, because/),
  );
});

test("a module that is left out of the tarball is found by importing it", async () => {
  const found = await problems({
    "packages/secret/package.json": { ...manifest, files: ["dist", "!dist/a.js"] },
    "packages/secret/dist/index.js": 'export { a } from "./a.js";',
    "packages/secret/dist/a.js": "export const a = 1;",
    "packages/secret/src/a.ts": "",
  });
  expect(found).toEqual([expect.stringContaining("Cannot find module")]);
});

test("a package that cannot be imported at all is named", async () => {
  const found = await problems({ "packages/secret/dist/index.js": 'throw new Error("no");' });
  expect(found).toEqual([
    expect.stringContaining("The built '@latchkey/secret' exports nothing, because it failed: no"),
  ]);
});

test("a package that exports something else once packed is named", async () => {
  const found = await problems({
    "packages/secret/dist/index.js": "export const b = 1;",
    "packages/secret/package.json": { ...manifest, publishConfig: { exports: { ".": "./dist/other.js" } } },
    "packages/secret/dist/other.js": "export const c = 1;",
    "packages/secret/src/other.ts": "",
  });
  expect(found).toEqual([
    "packages/secret The packed '@latchkey/secret' exports c; the built one exports b.",
  ]);
});

test("a package meets the packed form of its neighbours", async () => {
  const vault = {
    ...manifest,
    name: "@latchkey/token-vault",
    dependencies: { "@latchkey/secret": "^0.0.0" },
  };
  const found = await problems({
    "packages/token-vault/package.json": vault,
    "packages/token-vault/src/index.ts": "",
    "packages/token-vault/dist/index.js": 'export { a } from "@latchkey/secret";',
    "packages/token-vault/dist/index.d.ts": "",
    "packages/token-vault/node_modules/@latchkey/secret/package.json": manifest,
    "packages/token-vault/node_modules/@latchkey/secret/dist/index.js": "export const a = 1;",
    "packages/secret/package.json": { ...manifest, files: ["dist/*.d.ts"] },
  });
  expect(found.filter((finding) => finding.startsWith("packages/token-vault"))).toEqual([
    expect.stringContaining("The packed '@latchkey/token-vault' exports nothing, because"),
  ]);
});
