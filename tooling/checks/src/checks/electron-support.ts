/**
 * Row 16 of the desktop's security table: the pinned Electron gets security fixes. Looks at today's date on CI only, so that
 * an old checkout on a machine without a network is not refused for what it cannot change; `package` always looks.
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
  run: (root) =>
    Promise.resolve(findElectronProblems(root, process.env["CI"] === undefined ? undefined : new Date())),
};

/** @param today left out, only the tables are checked. */
export function findElectronProblems(root: string, today?: Date): readonly Finding[] {
  const text = readFileSync(join(root, CATALOG), "utf8");
  const version = PINNED.exec(text)?.groups?.["version"];
  if (version === undefined) return [{ file: CATALOG, message: "The catalog pins no Electron." }];
  const line = text.slice(0, PINNED.exec(text)?.index).split("\n").length;
  const byDate = today === undefined ? [] : [endOfLifeProblem(today), ageProblem(today)];
  return [...tableProblems(version), ...byDate]
    .filter((message) => message !== undefined)
    .map((message) => ({ file: CATALOG, line, message }));
}
