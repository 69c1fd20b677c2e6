/**
 * Compiles snippets, each as a module of its own, against the built package they stand in.
 *
 * They are written below the member's `dist`: inside the package, so that its own name and its dependencies
 * resolve, and outside everything that git, the formatter and the linter look at.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Finding } from "../run-checks.ts";
import { runTool } from "../run-process.ts";
import type { Snippet } from "./readme-rules.ts";

const REPOSITORY = resolve(import.meta.dirname, "../../../..");
const FOLDER = "dist/.readme-snippets";
const ERROR = /^(?<file>.+)\((?<line>\d+),\d+\): error (?<message>TS\d+: .*)$/;

export async function compileSnippets(snippets: readonly Snippet[]): Promise<readonly Finding[]> {
  if (snippets.length === 0) return [];
  const folders = new Set(snippets.map(({ member }) => join(member.directory, FOLDER)));
  const project = mkdtempSync(join(tmpdir(), "latchkey-snippets-"));
  try {
    const places = new Map<string, Snippet>();
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    for (const [index, snippet] of snippets.entries()) places.set(writeSnippet(snippet, index), snippet);
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify(configuration([...places.keys()])));
    const { exitCode, stdout } = await runTool("tsc", ["-p", project, "--pretty", "false"], project);
    return exitCode === 0 ? [] : findings(stdout, project, places);
  } finally {
    for (const folder of [...folders, project]) rmSync(folder, { recursive: true, force: true });
  }
}

function writeSnippet({ member, code }: Snippet, index: number): string {
  const path = join(member.directory, FOLDER, `snippet-${index}.ts`);
  // The export makes it a module whatever it contains, and stands last so that line numbers stay.
  writeFileSync(path, `${code}\nexport {};\n`);
  return path;
}

/** The strict settings, except that the last name of an example may go unused. */
function configuration(files: readonly string[]): object {
  return {
    extends: join(REPOSITORY, "tooling/tsconfig/check.json"),
    compilerOptions: {
      noUnusedLocals: false,
      noUnusedParameters: false,
      typeRoots: [join(REPOSITORY, "node_modules/@types")],
    },
    include: [],
    files,
  };
}

/** Puts each error where its code stands in the README; further lines of an error belong to it. */
function findings(output: string, project: string, places: ReadonlyMap<string, Snippet>): readonly Finding[] {
  const found: { file?: string; line?: number; message: string }[] = [];
  for (const text of output.split("\n").filter((line) => line.trim() !== "")) {
    const { file = "", line, message } = ERROR.exec(text)?.groups ?? {};
    const snippet = places.get(resolve(project, file));
    const last = found.at(-1);
    if (snippet !== undefined && message !== undefined) {
      found.push({ file: snippet.file, line: snippet.lineBefore + Number(line), message });
    } else if (text.startsWith(" ") && last !== undefined) last.message += `\n${text}`;
    else found.push({ message: text });
  }
  return found;
}
