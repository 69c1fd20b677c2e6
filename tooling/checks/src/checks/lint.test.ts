import { resolve } from "node:path";
import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findLintProblems } from "./lint.ts";

const config = resolve(import.meta.dirname, "../../../../.oxlintrc.json");
const tsconfig = { compilerOptions: { strict: true } };

test("clean sources pass", async () => {
  using root = plantedWorkspace({ "tsconfig.json": tsconfig, "a.ts": "export const a = 1;\n" });
  expect(await findLintProblems(root.path, config)).toEqual([]);
});

test("a rule that needs types is applied, and the finding names file and line", async () => {
  const source = "async function save(): Promise<void> {}\n\nsave();\n";
  using root = plantedWorkspace({ "tsconfig.json": tsconfig, "src/a.ts": source });
  const [finding, ...others] = await findLintProblems(root.path, config);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ file: "src/a.ts", line: 3 });
  expect(finding?.message).toContain("no-floating-promises");
});

test.each([
  ["no-console", "console.log(1);\n"],
  ["max-lines", "export {};\n".repeat(401)],
  ["no-explicit-any", "export const a: any = 1;\n"],
])("%s is applied", async (rule, source) => {
  using root = plantedWorkspace({ "tsconfig.json": tsconfig, "a.ts": source });
  expect(JSON.stringify(await findLintProblems(root.path, config))).toContain(rule);
});

test("a configuration that cannot be read is a failure", async () => {
  using root = plantedWorkspace({ "a.ts": "export const a = 1;\n", "broken.json": "{" });
  expect(await findLintProblems(root.path, `${root.path}/broken.json`)).not.toEqual([]);
});
