/** The syntax tree of a source file, as far as the checks look into it. */

import { extname } from "node:path";
import { parseAst } from "vitest/node";

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** @throws {SyntaxError} when the file is not valid in the language of its extension. */
export function parseSource(path: string, source: string): unknown {
  try {
    return parseAst(source, { lang: languageOf(path) });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SyntaxError(`${path} does not parse: ${reason}`, { cause });
  }
}

/** The text of a string literal. */
export function literal(value: unknown): string | undefined {
  const text = asNode(value)?.["value"];
  return typeof text === "string" ? text : undefined;
}

/** Calls `onNode` for every node below `value`, outermost first. */
export function visit(value: unknown, onNode: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, onNode);
  const node = asNode(value);
  if (node === undefined) return;
  onNode(node);
  for (const child of Object.values(node)) if (typeof child === "object") visit(child, onNode);
}

export function asNode(value: unknown): Node | undefined {
  return typeof value === "object" && value !== null && "type" in value ? (value as Node) : undefined;
}

function languageOf(path: string): "ts" | "tsx" | "js" | "jsx" | "dts" {
  if (/\.d\.[cm]?ts$/.test(path)) return "dts";
  const extension = extname(path);
  if (extension === ".tsx") return "tsx";
  if (extension === ".jsx") return "jsx";
  return extension.endsWith("ts") ? "ts" : "js";
}
