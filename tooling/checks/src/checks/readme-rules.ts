/** What a README must hold, and the code blocks in it. */

import type { Finding } from "../run-checks.ts";
import type { Member } from "../workspace.ts";

const LONGEST = 120;

export interface Snippet {
  readonly member: Member;
  /** The README, relative to the repository. */
  readonly file: string;
  /** The README's line before the first line of the code. */
  readonly lineBefore: number;
  readonly code: string;
}

/** @param exportedNames the runtime exports of the package's index. */
export function readmeProblems(
  file: string,
  text: string,
  exportedNames: readonly string[],
): readonly Finding[] {
  const length = text.trimEnd().split("\n").length;
  const tooLong = length > LONGEST ? [{ file, message: `Has ${length} lines; at most ${LONGEST}.` }] : [];
  const words = new Set(text.match(/[\w$]+/g));
  const unnamed = exportedNames
    .filter((name) => !words.has(name))
    .map((name) => ({ file, message: `Does not mention '${name}', which index.ts exports.` }));
  return [...tooLong, ...unnamed];
}

/** The blocks fenced with ```ts. */
export function extractSnippets(member: Member, text: string): readonly Snippet[] {
  const snippets: Snippet[] = [];
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const fence = /^(?<ticks>`{3,})(?<language>.*)$/.exec(lines[index] ?? "")?.groups;
    if (fence === undefined) continue;
    const end = lines.findIndex((line, at) => at > index && line.trimEnd() === fence["ticks"]);
    const code = lines.slice(index + 1, end === -1 ? lines.length : end).join("\n");
    if (fence["language"]?.trim() === "ts") {
      snippets.push({ member, file: `${member.path}/README.md`, lineBefore: index + 1, code });
    }
    index = end === -1 ? lines.length : end;
  }
  return snippets;
}
