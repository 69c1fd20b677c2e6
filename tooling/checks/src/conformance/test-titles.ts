/** The titles of a test file as they will be printed, with the rows of their tables filled in. */

import { asNode, literal, parseSource, visit } from "../syntax-tree.ts";
import type { Node } from "../syntax-tree.ts";

export interface TestTitle {
  readonly title: string;
  /** Counted from 1. */
  readonly line: number;
}

type Value = string | number | undefined;
type Row = readonly Value[] | Readonly<Record<string, Value>>;

const TESTS = new Set(["it", "test"]);
const GROUPS = new Set(["describe", "suite"]);

/**
 * Reads the titles of tests and of groups that hold a test. Skipped ones and todos are left out: they hold nothing.
 * A row that is computed leaves its place in the title as it is.
 */
export function testTitles(path: string, source: string): readonly TestTitle[] {
  const tree = parseSource(path, source);
  const constants = constantsOf(tree);
  const skipped = rangesOf(tree, isSkippedGroup);
  const isSkipped = ({ start }: Node): boolean => skipped.some(([from, to]) => from < start && start < to);
  const titles: TestTitle[] = [];
  visit(tree, (node) => {
    const call = titledCall(node);
    if (call === undefined || call.modifiers.has("skip") || call.modifiers.has("todo")) return;
    if (isSkipped(node) || (GROUPS.has(call.kind) && !holdsTest(node))) return;
    const line = source.slice(0, node.start).split("\n").length;
    const rows = call.table === undefined ? undefined : rowsOf(call.table, constants);
    const filled = rows === undefined ? [call.title] : rows.map((row) => fill(call.title, row));
    titles.push(...[...new Set(filled)].map((title) => ({ title, line })));
  });
  return titles;
}

interface TitledCall {
  readonly kind: string;
  readonly title: string;
  /** `skip`, `todo`, `concurrent`, … */
  readonly modifiers: ReadonlySet<string>;
  /** What `each` or `for` was called with. */
  readonly table: unknown;
}

/** `it("…")`, `describe.skip("…")`, `test.each(table)("…")`, and so on. */
function titledCall(node: Node): TitledCall | undefined {
  if (node.type !== "CallExpression") return undefined;
  const title = textOf((node["arguments"] as readonly unknown[])[0]);
  if (title === undefined) return undefined;
  const modifiers = new Set<string>();
  let table: unknown;
  let callee = asNode(node["callee"]);
  while (callee !== undefined && callee.type !== "Identifier") {
    if (callee.type === "CallExpression") {
      const name = asNode(asNode(callee["callee"])?.["property"])?.["name"];
      if (name === "each" || name === "for") table = (callee["arguments"] as readonly unknown[])[0];
      callee = asNode(callee["callee"]);
    } else {
      const name = asNode(callee["property"])?.["name"];
      if (typeof name === "string") modifiers.add(name);
      callee = asNode(callee["object"]);
    }
  }
  const kind = callee?.["name"];
  if (typeof kind !== "string" || !(TESTS.has(kind) || GROUPS.has(kind))) return undefined;
  return { kind, title, modifiers, table };
}

function holdsTest(group: Node): boolean {
  let holds = false;
  visit(group["arguments"], (node) => {
    const call = titledCall(node);
    holds ||= call !== undefined && TESTS.has(call.kind) && !call.modifiers.has("skip");
  });
  return holds;
}

function isSkippedGroup(node: Node): boolean {
  const call = titledCall(node);
  return call !== undefined && GROUPS.has(call.kind) && call.modifiers.has("skip");
}

function rangesOf(tree: unknown, fits: (node: Node) => boolean): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  visit(tree, (node) => {
    if (fits(node)) ranges.push([node.start, Number(node["end"])]);
  });
  return ranges;
}

/** `const NAME = …` anywhere in the file. */
function constantsOf(tree: unknown): ReadonlyMap<string, unknown> {
  const constants = new Map<string, unknown>();
  visit(tree, (node) => {
    const name = asNode(node["id"])?.["name"];
    if (node.type === "VariableDeclarator" && typeof name === "string") constants.set(name, node["init"]);
  });
  return constants;
}

/** Undefined when the table is computed. */
function rowsOf(table: unknown, constants: ReadonlyMap<string, unknown>): readonly Row[] | undefined {
  const node = plain(table);
  if (node?.type === "Identifier") {
    const value = plain(constants.get(String(node["name"])));
    return value?.type === "ArrayExpression" ? rowsOf(value, constants) : undefined;
  }
  if (node?.type !== "ArrayExpression") return undefined;
  return (node["elements"] as readonly unknown[]).map((element) => {
    const row = plain(element);
    if (row?.type === "ArrayExpression") return (row["elements"] as readonly unknown[]).map(valueOf);
    if (row?.type === "ObjectExpression") return propertiesOf(row);
    return [valueOf(element)];
  });
}

function propertiesOf(row: Node): Readonly<Record<string, Value>> {
  const entries = (row["properties"] as readonly unknown[]).map((property) => {
    const node = asNode(property);
    return [String(asNode(node?.["key"])?.["name"]), valueOf(node?.["value"])] as const;
  });
  return Object.fromEntries(entries);
}

/** The text or number that a literal is; undefined for everything else. */
function valueOf(value: unknown): Value {
  const node = plain(value);
  if (node?.type === "UnaryExpression" && node["operator"] === "-") return -Number(valueOf(node["argument"]));
  const literalValue = node?.type === "Literal" ? node["value"] : undefined;
  return typeof literalValue === "number" ? literalValue : textOf(node);
}

/** Without `as const`, `satisfies` and parentheses. */
function plain(value: unknown): Node | undefined {
  const node = asNode(value);
  return node !== undefined && "expression" in node && node.type !== "ExpressionStatement"
    ? plain(node["expression"])
    : node;
}

/** A string literal, or a template with its holes as `…`. */
function textOf(value: unknown): string | undefined {
  const node = asNode(value);
  if (node?.type !== "TemplateLiteral") return literal(value);
  const texts = (node["quasis"] as readonly unknown[]).map((quasi) => {
    const { cooked } = (asNode(quasi)?.["value"] ?? {}) as { readonly cooked?: string };
    return cooked ?? "";
  });
  return texts.join("…");
}

/** As vitest does it: `%s` and its kin in order, `$name` by name. */
function fill(title: string, row: Row): string {
  if (!isList(row)) {
    return title.replaceAll(/\$(\w+)/g, (place, name: string) => String(row[name] ?? place));
  }
  const values = [...row];
  return title.replaceAll(/%[sdifjo]/g, (place) => String(values.shift() ?? place));
}

function isList(row: Row): row is readonly Value[] {
  return Array.isArray(row);
}
