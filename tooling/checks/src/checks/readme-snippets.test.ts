import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findReadmeProblems } from "./readme-snippets.ts";

const readme = (code: string): string => `# secret\n\nMakes a \`secret\`.\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
const good = 'import { secret } from "@latchkey/secret";\n\nconst token = secret("a");';
const clean = {
  "packages/secret/package.json": {
    name: "@latchkey/secret",
    type: "module",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
  },
  "packages/secret/src/index.ts": 'export { secret } from "./secret.ts";',
  "packages/secret/dist/index.d.ts": "export declare function secret(value: string): object;",
  "packages/secret/README.md": readme(good),
};

async function problems(changes: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  using root = plantedWorkspace({ ...clean, ...changes });
  const found = await findReadmeProblems(root.path);
  expect(existsSync(join(root.path, "packages/secret/dist/.readme-snippets"))).toBe(false);
  return found.map(({ file, line, message }) => [file, line, message].filter(Boolean).join(" "));
}

test("a README whose code compiles passes", async () => {
  expect(await problems({})).toEqual([]);
});

test("an error in a block is told at its line of the README", async () => {
  const code = 'import { secret } from "@latchkey/secret";\n\nsecret(1);';
  expect(await problems({ "packages/secret/README.md": readme(code) })).toEqual([
    expect.stringMatching(/^packages\/secret\/README\.md 8 TS2345: /),
  ]);
});

test("the strict settings apply", async () => {
  const code = 'const [first] = "a b".split(" ");\nexport const size = first.length;';
  expect(await problems({ "packages/secret/README.md": readme(code) })).toEqual([
    expect.stringMatching(/README\.md 7 TS\d+: 'first' is possibly 'undefined'/),
  ]);
});

test("blocks do not see each other's names, and may await", async () => {
  const code = `${good}\nawait Promise.resolve(token);`;
  expect(await problems({ "packages/secret/README.md": `${readme(code)}\n${readme(code)}` })).toEqual([]);
  const dependent = `${readme(good)}\n${readme("export const again = token;")}`;
  expect(await problems({ "packages/secret/README.md": dependent })).toEqual([
    expect.stringContaining("README.md 16 TS2304: Cannot find name 'token'"),
  ]);
});

test("a package without a README is named; an app may go without", async () => {
  const found = await problems({
    "packages/token-vault/package.json": { name: "@latchkey/token-vault" },
    "packages/token-vault/src/index.ts": "export {};",
    "apps/desktop/package.json": { name: "@latchkey/desktop" },
  });
  expect(found).toEqual(["packages/token-vault Has no README.md."]);
});

test("an export that the README does not mention is named", async () => {
  const found = await problems({
    "packages/secret/src/index.ts": 'export { secret, isSecret } from "./secret.ts";',
  });
  expect(found).toEqual([expect.stringContaining("'isSecret'")]);
});

test("an index that hides its names is named", async () => {
  const found = await problems({ "packages/secret/src/index.ts": 'export * from "./secret.ts";' });
  expect(found).toEqual([expect.stringContaining("packages/secret/src/index.ts 1 Lists no names")]);
});
