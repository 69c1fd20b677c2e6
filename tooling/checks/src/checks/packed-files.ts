/** What people install: the tarball of each published member holds what it should, and can be imported. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check, Finding } from "../run-checks.ts";
import { publishedMembers, sourcePaths } from "../workspace.ts";
import { contentProblems } from "./packed-contents.ts";
import { exportProblems, installPacked, linkDependencies } from "./packed-install.ts";

export const packedFiles: Check = {
  name: "packed-files",
  needsBuild: true,
  run: findPackedProblems,
};

export async function findPackedProblems(root: string): Promise<readonly Finding[]> {
  const directory = mkdtempSync(join(tmpdir(), "latchkey-packed-"));
  const findings: Finding[] = [];
  try {
    const installed = [];
    for (const member of publishedMembers(root)) installed.push(await installPacked(member, directory));
    for (const one of installed) linkDependencies(one, directory);
    for (const { member, path } of installed) {
      const messages = [
        ...contentProblems(path, sourcePaths(member)),
        ...(await exportProblems(member, directory)),
      ];
      findings.push(...messages.map((message) => ({ file: member.path, message })));
    }
    return findings;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
