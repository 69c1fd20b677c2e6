/**
 * A secret is read only where the list says so.
 *
 * Reading means `.reveal`, `["reveal"]` or `{ reveal }`, called or not. Tests and tooling are exempt.
 */

import { readModule } from "../parse-module.ts";
import type { Finding } from "../run-checks.ts";
import { isTestSide, readMembers, sourcePaths } from "../workspace.ts";

/** @param allowed paths relative to the repository, each with the place the value goes to. */
export function findRevealProblems(
  root: string,
  allowed: Readonly<Record<string, string>>,
): readonly Finding[] {
  const readers = revealingFiles(root);
  const unlisted = [...readers]
    .filter(([file]) => !(file in allowed))
    .flatMap(([file, lines]) => lines.map((line) => ({ file, line, message: UNLISTED })));
  const stale = Object.keys(allowed).filter((file) => !readers.has(file));
  return [...unlisted, ...stale.map((file) => ({ file, message: STALE }))];
}

const LIST = "tooling/checks/src/checks/reveal-callers.ts";
const UNLISTED = `Reads a secret, and is not in ${LIST}. Pass the Secret on, or add the file there with the reason.`;
const STALE = `Reads no secret any more. Remove it from ${LIST}.`;

function revealingFiles(root: string): ReadonlyMap<string, readonly number[]> {
  const readers = new Map<string, readonly number[]>();
  for (const member of readMembers(root)) {
    for (const path of sourcePaths(member).filter((source) => !isTestSide(member, source))) {
      const { reveals } = readModule(member, path);
      if (reveals.length > 0) readers.set(`${member.path}/${path}`, reveals);
    }
  }
  return readers;
}
