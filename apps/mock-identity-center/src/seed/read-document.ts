/**
 * Text of YAML 1.2, of which JSON is a part, with the place of everything in it.
 *
 * Stricter than YAML: no tags, no other version of the language, and no name twice in an object.
 */

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Document, Node } from "yaml";

/** How many aliases may stand for how much: more is a document that grows without end. */
const maxAliasCount = 100;

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface DocumentProblem {
  readonly place: Place | undefined;
  readonly message: string;
}

export type DocumentRead =
  | {
      readonly status: "read";
      readonly value: unknown;
      /** Where the value at a path is, or the name of the member; of a missing one, where its parent is. */
      readonly placeOf: (path: readonly PropertyKey[], isName?: boolean) => Place | undefined;
    }
  | { readonly status: "malformed"; readonly problems: readonly DocumentProblem[] };

export function readDocument(text: string): DocumentRead {
  const counter = new LineCounter();
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line, column: col };
  };
  // Names that come twice are found below: the parser's own check takes the square of their number.
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false,
    // "silent" would leave out that there are several documents.
    logLevel: "error",
  });
  const problems = [
    ...[...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
      place: placeAt(pos[0]),
      message: code === "RESOURCE_EXHAUSTION" ? "is nested too deeply" : message,
    })),
    ...wrongVersion(document),
    ...repeatedNames(document).map((offset) => ({
      place: placeAt(offset),
      message: "this name is used twice in one object",
    })),
  ];
  if (problems.length > 0) return { status: "malformed", problems };
  try {
    return {
      status: "read",
      value: document.toJS({ maxAliasCount }) as unknown,
      placeOf: (path, isName = false) => {
        const offset = offsetOf(document, path, isName);
        return offset === undefined ? undefined : placeAt(offset);
      },
    };
  } catch (cause) {
    const message =
      cause instanceof ReferenceError ? "its aliases stand for too much" : "is nested too deeply";
    return { status: "malformed", problems: [{ place: undefined, message }] };
  }
}

function wrongVersion({ directives }: Document.Parsed): DocumentProblem[] {
  if (directives.yaml.version === "1.2") return [];
  return [{ place: undefined, message: "expected YAML 1.2, found the directive of another version" }];
}

function repeatedNames(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return offsets;
}

function offsetOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  isName: boolean,
): number | undefined {
  let node: Node | null = document.contents;
  for (const [depth, part] of path.entries()) {
    const inner = isAlias(node) ? node.resolve(document) : node;
    if (isSeq<Node>(inner) && typeof part === "number" && inner.items[part] !== undefined)
      node = inner.items[part];
    else if (isMap<Node, Node | null>(inner)) {
      const pair = inner.items.find(({ key }) => isScalar(key) && key.value === part);
      if (pair === undefined) break;
      node = isName && depth === path.length - 1 ? pair.key : (pair.value ?? pair.key);
    } else break;
  }
  return node?.range?.[0];
}
