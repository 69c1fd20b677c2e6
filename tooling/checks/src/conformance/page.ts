/** `docs/conformance.md` as text. */

import { posix } from "node:path";
import { filesFor } from "./evidence.ts";
import type { TestCase } from "./evidence.ts";
import type { Catalogue, Group } from "./requirement.ts";

export const PAGE = "docs/conformance.md";
export const WRITE_PAGE = "node tooling/checks/src/conformance/write-page.ts";

const INTRODUCTION = `<!-- Written by '${WRITE_PAGE}' from the titles of the tests; \`pnpm check\` compares. -->

# Conformance

What a client of IAM Identity Center has to get right, and the test files that show it. A title begins with the ids it is about:
\`F7: …\`, \`boundary 299 s: …\`, \`gap: …\`; a section of RFC 8628 is named in the title or in the file's name.
`;

const LEFT_OUT = `
The vectors R1 to R6 (profiles of the AWS configuration), L1 to L11, O1 to O4 and S1 (commands and files of a command line) and B1 (choice of a
browser) are about programs that this project does not have.
`;

export function renderPage({ groups, excepted }: Catalogue, cases: readonly TestCase[]): string {
  const tables = groups.map((group) => renderGroup(group, excepted, cases));
  const rows = Object.entries(excepted).map(([id, why]) => [id, why]);
  const out = `## Left out\n\n${table(["id", "why"], rows)}${LEFT_OUT}`;
  return [INTRODUCTION, ...tables, out].join("\n");
}

function renderGroup(
  { heading, requirements }: Group,
  excepted: Catalogue["excepted"],
  cases: readonly TestCase[],
): string {
  const rows = requirements
    .filter(({ id }) => !(id in excepted))
    .map((requirement) => {
      const links = filesFor(requirement, cases).map(link);
      return [requirement.id, requirement.says, links.join(", ")];
    });
  return `## ${heading}\n\n${table(["id", "what it says", "tests"], rows)}`;
}

/** `[sign-in/keep.test.ts](…)`: the member's short name, and the file's. */
function link(file: string): string {
  const [, member = ""] = file.split("/");
  return `[${member}: ${posix.basename(file).replace(/\.(?:test|spec)\.ts$/, "")}](../${file})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  const rule = line(widths.map((width) => "-".repeat(width)));
  return [line(head), rule, ...rows.map(line)].join("");
}
