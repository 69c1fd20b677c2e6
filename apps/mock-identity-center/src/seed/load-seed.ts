/** Reads a seed from a file, JSON or YAML. */

import { open } from "node:fs/promises";
import { MockIdentityCenterError } from "../mock-error.ts";
import { checkSeed } from "./parse-seed.ts";
import { describeProblem } from "./problems.ts";
import type { DocumentProblem, Place } from "./read-document.ts";
import type { Seed } from "./seed.ts";

const mebibytes = 8;
const sizeLimit = mebibytes * 1_048_576;
/** Problems that are listed; a text that is no seed at all can have thousands. */
const listed = 50;
const start: Place = { line: 0, column: 0 };

/** @throws {MockIdentityCenterError} SEED_INVALID, naming for each problem the file, line, column and path. */
export async function loadSeed(file: string): Promise<Seed> {
  // Only here: a mock without a seed file starts without the parser.
  const { readDocument } = await import("./read-document.ts");
  const read = readDocument(await readText(file));
  if (read.status === "malformed") throw invalid(file, read.problems);
  const check = checkSeed(read.value);
  // As it was written: which seed a state file was begun with does not depend on defaults.
  if (check.status === "valid") return read.value as Seed;
  throw invalid(
    file,
    check.problems.map((problem) => ({
      place: read.placeOf(problem.path, problem.isName),
      message: describeProblem(problem),
    })),
  );
}

async function readText(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size > sizeLimit)
      throw invalid(file, [{ place: undefined, message: `is larger than ${mebibytes} MiB` }]);
    return new TextDecoder("utf-8", { fatal: true }).decode(await handle.readFile());
  } catch (cause) {
    if (cause instanceof MockIdentityCenterError) throw cause;
    throw new MockIdentityCenterError("SEED_INVALID", `${file}: ${reasonOf(cause)}`, { cause });
  }
}

/** In the order of the file. */
function invalid(file: string, problems: readonly DocumentProblem[]): MockIdentityCenterError {
  const lines = problems
    .toSorted((a, b) => compare(a.place, b.place))
    .map(({ place, message }) => `${file}${place ? `:${place.line}:${place.column}` : ""}: ${message}`);
  const more = lines.length > listed ? [`and ${lines.length - listed} more`] : [];
  const list = [...lines.slice(0, listed), ...more].join("\n  ");
  return new MockIdentityCenterError("SEED_INVALID", `${file}: The seed is not valid:\n  ${list}`);
}

function compare(a: Place = start, b: Place = start): number {
  return a.line - b.line || a.column - b.column;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof TypeError) return "is not UTF-8";
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code === "ENOENT" ? "does not exist" : `cannot be read${code === "" ? "" : ` (${code})`}`;
}
