/** What a test asks of a page of docs/: its blocks of code, tables, pictures and links, and the texts of the app that it quotes. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
}

export interface Picture {
  readonly alternative: string;
  readonly target: string;
}

export interface MarkdownPage {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
  readonly pictures: readonly Picture[];
  /** Where links lead, except to the web. */
  readonly links: readonly string[];
  /** Texts between bold quotation marks: `**“…”**`. */
  readonly quotes: readonly string[];
  /** Texts between backticks, outside of blocks. */
  readonly codes: readonly string[];
  /** The rows of every table whose first heading is `name`, as cells. */
  rowsOf(name: string): readonly (readonly string[])[];
}

export function readPage(path: string): MarkdownPage {
  const text = readFileSync(path, "utf8");
  const prose = text.replaceAll(BLOCK, "");
  return {
    path,
    text,
    blocks: [...text.matchAll(BLOCK)].map(({ groups = {} }) => ({
      language: groups["language"] ?? "",
      code: unindented(groups["code"] ?? "", (groups["indent"] ?? "").length),
    })),
    pictures: [...prose.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)].map(([, alternative = "", target = ""]) => ({
      alternative,
      target,
    })),
    links: firstGroups(prose, /(?<!!)\[[^\]]*\]\(([^)]*)\)/g).filter(
      (target) => !target.startsWith("https:"),
    ),
    quotes: firstGroups(prose, /\*\*“([^”]*)”\*\*/g),
    codes: firstGroups(prose, /`([^`]+)`/g),
    rowsOf: (name) => rowsOf(prose, name),
  };
}

/** Whether a link of `page` leads to a file, and to a heading of it if it names one. */
export function leadsSomewhere({ path, text }: MarkdownPage, target: string): boolean {
  const [file = "", heading] = target.split("#");
  const there = file === "" ? path : join(dirname(path), file);
  if (!existsSync(there)) return false;
  if (heading === undefined) return true;
  return anchorsOf(file === "" ? text : readFileSync(there, "utf8")).includes(heading);
}

const BLOCK = /^(?<indent> *)```(?<language>\w+)\n(?<code>[\s\S]*?)^ *```$/gm;

function unindented(code: string, spaces: number): string {
  return code.replaceAll(new RegExp(`^ {${spaces}}`, "gm"), "");
}

function firstGroups(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, group = ""]) => group);
}

function rowsOf(prose: string, name: string): readonly (readonly string[])[] {
  const tables = prose.match(/(?:^\|.*\|\n)+/gm) ?? [];
  return tables
    .map((table) => table.trim().split("\n").map(cellsOf))
    .filter(([head]) => head?.[0] === name)
    .flatMap(([, , ...rows]) => rows);
}

function cellsOf(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

/** As GitHub names the headings of a page. */
function anchorsOf(text: string): readonly string[] {
  return firstGroups(text, /^#+ (.*)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
