/**
 * Row 16 of the desktop's security table: the pinned Electron gets security fixes. What today's date alone decides fails only
 * `--only electron-support`, for a release's pipeline: a commit that passed `pnpm test` once always does.
 */

import { ageProblem, endOfLifeProblem, tableProblems } from "@latchkey/desktop/electron-support";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check, Finding } from "../run-checks.ts";

const CATALOG = "pnpm-workspace.yaml";
const PINNED = /^ {2}electron: (?<version>\S+)$/m;

export const electronSupport: Check = {
  name: "electron-support",
  needsBuild: false,
  run: (root) => Promise.resolve(findElectronProblems(root, new Date())),
};

export function findElectronProblems(root: string, today: Date): readonly Finding[] {
  const text = readFileSync(join(root, CATALOG), "utf8");
  const version = PINNED.exec(text)?.groups?.["version"];
  if (version === undefined) return [{ file: CATALOG, message: "The catalog pins no Electron." }];
  const line = text.slice(0, PINNED.exec(text)?.index).split("\n").length;
  const always = tableProblems(version).map((message) => ({ file: CATALOG, line, message }));
  const byDate = [endOfLifeProblem(today), ageProblem(today)]
    .filter((message) => message !== undefined)
    .map((message) => ({ file: CATALOG, line, message, byDate: true as const }));
  return always.length > 0 ? always : byDate;
}
