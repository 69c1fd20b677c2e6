/** The facts about one source file that the checks decide on, read from its syntax tree. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asNode, literal, parseSource, visit } from "./syntax-tree.ts";
import type { Node } from "./syntax-tree.ts";
import type { Member } from "./workspace.ts";

export interface ModuleFacts {
  /** Every `import`, `export … from`, `import()`, `import("…").T`, `require()` and `*.resolve()` of a literal. */
  readonly imports: readonly { readonly specifier: string; readonly line: number }[];
  /** Lines on which something named `reveal` is read from a value. */
  readonly reveals: readonly number[];
  /** Names of the runtime exports; types are left out. */
  readonly exportedNames: readonly string[];
  /** Lines of `export * from`. */
  readonly starExports: readonly number[];
  /** Every string literal of the file. */
  readonly strings: ReadonlySet<string>;
}

/** Reads and parses a source file; `path` is relative to the member. */
export function readModule(member: Member, path: string): ModuleFacts {
  return parseModule(`${member.path}/${path}`, readFileSync(join(member.directory, path), "utf8"));
}

/** @throws {SyntaxError} when the file is not valid in the language of its extension. */
export function parseModule(path: string, source: string): ModuleFacts {
  const facts = {
    imports: [] as { specifier: string; line: number }[],
    reveals: [] as number[],
    exportedNames: [] as string[],
    starExports: [] as number[],
    strings: new Set<string>(),
  };
  const lineOf = (node: Node): number => source.slice(0, node.start).split("\n").length;
  visit(parseSource(path, source), (node) => {
    const specifier = importedSpecifier(node);
    if (specifier !== undefined) facts.imports.push({ specifier, line: lineOf(node) });
    if (readsReveal(node)) facts.reveals.push(lineOf(node));
    if (node.type === "ExportAllDeclaration") facts.starExports.push(lineOf(node));
    if (node.type === "Literal" && typeof node["value"] === "string") facts.strings.add(node["value"]);
    facts.exportedNames.push(...exportedNames(node));
  });
  return facts;
}

const IMPORTING = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function importedSpecifier(node: Node): string | undefined {
  if (IMPORTING.has(node.type)) return literal(node["source"]);
  if (node.type === "TSExternalModuleReference") return literal(node["expression"]);
  if (node.type !== "CallExpression") return undefined;
  const callee = asNode(node["callee"]);
  const loads =
    callee?.["name"] === "require" ||
    (callee !== undefined && propertyName(callee) === "resolve" && isModuleLoader(callee["object"]));
  return loads ? literal((node["arguments"] as readonly unknown[])[0]) : undefined;
}

/** `import.meta` or `require`, and not `Promise` or `path`. */
function isModuleLoader(value: unknown): boolean {
  const node = asNode(value);
  return node?.type === "MetaProperty" || node?.["name"] === "require";
}

/** `x.reveal`, `x?.reveal`, `x["reveal"]` and `const { reveal } = x`, called or not. */
function readsReveal(node: Node): boolean {
  if (node.type === "MemberExpression") return propertyName(node) === "reveal";
  if (node.type !== "ObjectPattern") return false;
  return (node["properties"] as readonly unknown[]).some((property) => {
    const key = asNode(asNode(property)?.["key"]);
    return key?.["name"] === "reveal" || key?.["value"] === "reveal";
  });
}

function exportedNames(node: Node): readonly string[] {
  if (node.type !== "ExportNamedDeclaration" || node["exportKind"] === "type") return [];
  const specifiers = (node["specifiers"] as readonly Node[])
    .filter((specifier) => specifier["exportKind"] !== "type")
    .map((specifier) => asNode(specifier["exported"]));
  const declaration = asNode(node["declaration"]);
  const declared = (declaration?.["declarations"] as readonly Node[] | undefined) ?? [declaration];
  return [...specifiers, ...declared.map((one) => asNode(one?.["id"]))]
    .map((name) => name?.["name"] ?? name?.["value"])
    .filter((name) => typeof name === "string");
}

function propertyName(member: Node): unknown {
  const property = asNode(member["property"]);
  return member["computed"] === true ? property?.["value"] : property?.["name"];
}
