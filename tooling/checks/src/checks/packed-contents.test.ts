import { expect, test } from "vitest";
import { entryProblems, fileListProblems, protocolProblems } from "./packed-contents.ts";

test("documents, the manifest, schemas and compiled modules may be packed", () => {
  const packed = [
    "package.json",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "seed.schema.json",
    "dist/deep/a.d.ts",
    "dist/deep/a.js.map",
  ];
  expect(fileListProblems(packed, ["src/deep/a.ts"])).toEqual([]);
});

test.each(["dist/.tsbuildinfo", "src/a.ts", "tsconfig.json", "dist/a.json", ".env"])("%s may not", (path) => {
  expect(fileListProblems([path], ["src/a.ts"])).toHaveLength(1);
});

test.each(["workspace:^", "catalog:", "link:../a", "file:../a"])(
  "the range %s may not reach the manifest",
  (range) => {
    expect(protocolProblems({ name: "x", dependencies: { a: range, b: "^1.0.0" } })).toHaveLength(1);
    expect(protocolProblems({ name: "x", devDependencies: { a: range } })).toHaveLength(1);
  },
);

test("an executable that is not packed is named", () => {
  const manifest = { name: "x", bin: { x: "./dist/cli.js" } };
  expect(entryProblems(manifest, ["dist/cli.js"])).toEqual([]);
  expect(entryProblems(manifest, [])).toEqual(["The manifest points to dist/cli.js, which is not packed."]);
});
