/**
 * A copy of the tree to plant bugs in, with the checkout's own dependencies. In it packages lead to each other's sources,
 * so that a bug in one is seen from all without a build.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface ScratchTree extends Disposable {
  readonly root: string;
  read(file: string): string;
  write(file: string, text: string): void;
}

const MEMBERS = ["packages/*", "apps/*", "tooling/*", "examples"];

/** @param checkout the root of a Git working tree, with dependencies installed. */
export function scratchTree(checkout: string): ScratchTree {
  const root = mkdtempSync(join(tmpdir(), "latchkey-mutants-"));
  for (const file of sourceFiles(checkout)) copy(checkout, root, file);
  symlinkSync(join(checkout, "node_modules"), join(root, "node_modules"), "dir");
  for (const member of globSync(MEMBERS, { cwd: checkout })) {
    copyDependencies(checkout, root, member);
    leadToSources(join(root, member, "package.json"));
  }
  return {
    root,
    read: (file) => readFileSync(join(root, file), "utf8"),
    write: (file, text) => writeFileSync(join(root, file), text),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** What is in the working tree, committed or not. */
function sourceFiles(checkout: string): readonly string[] {
  const output = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: checkout,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return output.split("\0").filter((file) => file !== "" && existsSync(join(checkout, file)));
}

function copy(checkout: string, root: string, file: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  cpSync(join(checkout, file), join(root, file));
}

/** The package manager's links are relative: in the copy they lead to the copy's packages. */
function copyDependencies(checkout: string, root: string, member: string): void {
  const dependencies = join(checkout, member, "node_modules");
  if (!existsSync(dependencies)) return;
  cpSync(dependencies, join(root, member, "node_modules"), { recursive: true, verbatimSymlinks: true });
}

function leadToSources(manifestPath: string): void {
  if (!existsSync(manifestPath)) return;
  const manifest = readFileSync(manifestPath, "utf8");
  writeFileSync(manifestPath, manifest.replaceAll(/"\.\/dist\/([\w./-]+)\.js"/g, '"./src/$1.ts"'));
}
