/** Reads a state file, line by line, and refuses one that is not exactly as it was written. */

import { MockIdentityCenterError } from "../mock-error.ts";
import { LineChain, readArray } from "./line-chain.ts";
import { stateVersion } from "./saved.ts";
import type { SavedHeader, SavedRecord } from "./saved.ts";

const newline = 0x0a;

export interface StateLine {
  readonly number: number;
  readonly records: readonly SavedRecord[];
}

export interface StateReader {
  readonly header: SavedHeader;
  /** What follows the header. Throws STATE_INVALID where the file is damaged. */
  readonly lines: Iterable<StateLine>;
  /** Bytes of a last line that was never finished, and therefore never answered. */
  readonly unfinishedBytes: number;
}

/** @throws {MockIdentityCenterError} STATE_INVALID, naming file, line and reason. */
export function readState(file: string, content: Buffer): StateReader {
  const end = content.lastIndexOf(newline) + 1;
  const lines = splitLines(content.subarray(0, end));
  const chain = new LineChain();
  const first = lines.next();
  if (first.done === true) throw stateInvalid(file, 1, "holds no whole line");
  checkVersion(file, readArray(first.value)?.[1]);
  const [header] = chain.unwrap(first.value) ?? [];
  if (header === undefined) throw stateInvalid(file, 1, damaged);
  return {
    header: header as SavedHeader,
    lines: readLines(file, chain, lines),
    unfinishedBytes: content.length - end,
  };
}

/** The file stays as it is; whoever owns it decides. */
export function stateInvalid(
  file: string,
  line: number,
  reason: string,
  cause?: unknown,
): MockIdentityCenterError {
  return new MockIdentityCenterError(
    "STATE_INVALID",
    `${file}:${line}: ${reason}. The file was not changed; move it away to begin anew, or put a copy in its place`,
    { cause },
  );
}

const damaged = "the line is not as it was written, or the one before it is missing";

function checkVersion(file: string, header: unknown): void {
  const version =
    typeof header === "object" && header !== null && "mockIdentityCenterState" in header
      ? header.mockIdentityCenterState
      : undefined;
  if (version === undefined) throw stateInvalid(file, 1, "is not a state file of this program");
  if (version !== stateVersion)
    throw stateInvalid(file, 1, `has another version than ${stateVersion}, the one this program reads`);
}

function* readLines(file: string, chain: LineChain, lines: Iterable<Buffer>): Generator<StateLine> {
  let number = 1;
  let isWhole = false;
  for (const line of lines) {
    number += 1;
    const records = chain.unwrap(line) as readonly SavedRecord[] | undefined;
    if (records === undefined) throw stateInvalid(file, number, damaged);
    isWhole ||= records.some((record) => "end" in record);
    yield { number, records };
  }
  if (!isWhole) throw stateInvalid(file, number, "the file ends too early");
}

function* splitLines(content: Buffer): Generator<Buffer, undefined> {
  let start = 0;
  while (start < content.length) {
    const end = content.indexOf(newline, start);
    yield content.subarray(start, end);
    start = end + 1;
  }
}
