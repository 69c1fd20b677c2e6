/** Which test files show what. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readMembers, sourcePaths } from "../workspace.ts";
import type { Requirement } from "./requirement.ts";
import { testTitles } from "./test-titles.ts";

export interface TestCase {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly title: string;
}

/** Every test and group of the repository. */
export function readTestCases(root: string): readonly TestCase[] {
  return readMembers(root).flatMap((member) =>
    sourcePaths(member)
      .filter((path) => /\.(?:test|spec)\.[cm]?tsx?$/.test(path))
      .flatMap((path) => {
        const file = `${member.path}/${path}`;
        const source = readFileSync(join(member.directory, path), "utf8");
        return testTitles(file, source).map((title) => ({ file, ...title }));
      }),
  );
}

/** The files with a test of `requirement`, sorted. */
export function filesFor({ namedBy }: Requirement, cases: readonly TestCase[]): readonly string[] {
  const files = cases.filter(({ title, file }) => namedBy(title, file)).map(({ file }) => file);
  return [...new Set(files)].toSorted();
}
