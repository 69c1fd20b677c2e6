/**
 * The lines of a state file: JSON arrays `["<check>",record,…]`.
 *
 * The check is the CRC-32 of all records up to and including this line's, so that a line that was changed, lost,
 * doubled or moved is noticed at the first line that no longer fits.
 */

import { crc32 } from "node:zlib";

/** Length of `["xxxxxxxx",`. */
const start = 12;

export class LineChain {
  #check: number;

  /** @param after the line before the first one; the beginning of a file by default. */
  constructor(after?: LineChain) {
    this.#check = after === undefined ? 0 : after.#check;
  }

  /** The next line, without its end. @param records JSON texts, joined with commas. */
  wrap(records: string): string {
    this.#check = crc32(records, this.#check);
    return `["${this.#check.toString(16).padStart(8, "0")}",${records}]`;
  }

  /** The records of a line that follows the last one; undefined when it does not. */
  unwrap(line: Buffer): readonly unknown[] | undefined {
    const check = crc32(line.subarray(start, -1), this.#check);
    if (line.toString("latin1", 2, start - 2) !== check.toString(16).padStart(8, "0")) return undefined;
    this.#check = check;
    return readArray(line)?.slice(1);
  }
}

/** A line's content whether or not its check is right. */
export function readArray(line: Buffer): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(line.toString("utf8"));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
