import { expect, test } from "vitest";
import type { Member } from "../workspace.ts";
import { extractSnippets, readmeProblems } from "./readme-rules.ts";

const member = { path: "packages/secret" } as Member;

test("a short README that names every export passes", () => {
  expect(readmeProblems("README.md", "# x\n\nUse `open` and `openNow`.", ["open", "openNow"])).toEqual([]);
});

test("120 lines pass, 121 do not", () => {
  expect(readmeProblems("README.md", "line\n".repeat(120), [])).toEqual([]);
  expect(readmeProblems("README.md", "line\n".repeat(121), [])).toHaveLength(1);
});

test("an export that is only part of another word is not mentioned", () => {
  expect(readmeProblems("README.md", "Use `openNow`.", ["open"])).toMatchObject([{ file: "README.md" }]);
});

test("only blocks fenced as ts are code to compile, with the line before them", () => {
  const text =
    "# x\n\n```sh\npnpm add x\n```\n\n```ts\nconst a = 1;\nconst b = 2;\n```\n\n```json\n{}\n```\n";
  expect(extractSnippets(member, text)).toMatchObject([
    { lineBefore: 7, code: "const a = 1;\nconst b = 2;" },
  ]);
});

test("a fence inside a longer fence is text", () => {
  expect(extractSnippets(member, "````md\n```ts\nbroken(\n```\n````\n")).toEqual([]);
});
