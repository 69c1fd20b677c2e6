import { expect, test } from "vitest";
import { parseModule } from "./parse-module.ts";

const specifiersOf = (source: string): readonly string[] =>
  parseModule("a.ts", source).imports.map(({ specifier }) => specifier);

test.each([
  ['import "a";'],
  ['import type { A } from "a";'],
  ['export { b } from "a";'],
  ['export * from "a";'],
  ['const a = await import("a");'],
  ['type A = import("a").A;'],
  ['import a = require("a");'],
  ['const a = require("a");'],
  ['const a = require.resolve("a");'],
  ['const a = import.meta.resolve("a");'],
])("%s is an import", (source) => {
  expect(specifiersOf(source)).toEqual(["a"]);
});

test.each([
  ['// import "a";'],
  ["const text = 'import \"a\"';"],
  ['Promise.resolve("a");'],
  ['path.resolve("a");'],
  ["const a = await import(name);"],
])("%s is not an import", (source) => {
  expect(specifiersOf(source)).toEqual([]);
});

test("lines are counted from 1", () => {
  expect(parseModule("a.ts", '\n\nimport "a";').imports[0]?.line).toBe(3);
});

test.each([
  ["token.reveal()"],
  ["token?.reveal()"],
  ['token["reveal"]()'],
  ["const { reveal } = token;"],
  ["const { reveal: read } = token;"],
  ["const read = token.reveal;"],
  ["function print({ reveal }: Secret) {}"],
])("%s reads a secret", (source) => {
  expect(parseModule("a.ts", source).reveals).toEqual([1]);
});

test.each([
  ["// token.reveal()"],
  ['"token.reveal()"'],
  ["const secret = { reveal: () => value };"],
  ["reveal()"],
])("%s reads no secret", (source) => {
  expect(parseModule("a.ts", source).reveals).toEqual([]);
});

test("exported names are those that exist at run time", () => {
  const source = `
    export { a, b as c } from "./a.ts";
    export { type T, d } from "./d.ts";
    export type { U } from "./u.ts";
    export interface V {}
    export const e = 1, f = 2;
    export function g(): void {}
    export class H {}
  `;
  expect(parseModule("index.ts", source).exportedNames).toEqual(["a", "c", "d", "e", "f", "g", "H"]);
});

test("a star export is told by its line", () => {
  expect(parseModule("index.ts", '\nexport * from "./a.ts";').starExports).toEqual([2]);
});

test("a file that does not parse is an error", () => {
  expect(() => parseModule("a.ts", "const x = {")).toThrow(/a\.ts/);
});

test("JSX is understood in .tsx files", () => {
  expect(
    parseModule("a.tsx", 'import { h } from "a"; export const page = <p>hello</p>;').imports,
  ).toHaveLength(1);
});
