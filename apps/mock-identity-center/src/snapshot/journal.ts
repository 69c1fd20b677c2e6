/**
 * A state file that is being written: the whole world at first, then one line for what each request changed.
 *
 * When the lines outgrow the world that they began with, everything is written anew.
 */

import { replaceFile, writeWhole } from "./disk.ts";
import type { Disk } from "./disk.ts";
import { LineChain } from "./line-chain.ts";

/** A file is not rewritten for less than this many bytes of lines. */
const leastGrowth = 4_194_304;

export class Journal {
  readonly #disk: Disk;
  readonly #file: string;
  #chain: LineChain = new LineChain();
  #descriptor = -1;
  #length = 0;
  #rewriteAt = 0;

  /** Nothing is written yet: {@link rewrite} comes first. */
  constructor(disk: Disk, file: string) {
    this.#disk = disk;
    this.#file = file;
  }

  /** Whether it is time for {@link rewrite}. */
  get isLong(): boolean {
    return this.#length >= this.#rewriteAt;
  }

  /** Replaces the file. When that fails the old one is as it was, and goes on being written to. */
  rewrite(records: Iterable<string>): void {
    this.#rewriteAt = this.#length * 2 + leastGrowth;
    const chain = new LineChain();
    const written = replaceFile(this.#disk, this.#file, wrapEach(chain, records));
    this.close();
    this.#descriptor = written.descriptor;
    this.#length = written.length;
    this.#rewriteAt = written.length * 2 + leastGrowth;
    this.#chain = chain;
  }

  /** One line, whole or not at all. */
  append(records: string): void {
    const chain = new LineChain(this.#chain);
    const line = `${chain.wrap(records)}\n`;
    try {
      this.#length += writeWhole(this.#disk, this.#descriptor, line, this.#length);
    } catch (error) {
      this.#disk.ftruncateSync(this.#descriptor, this.#length);
      throw error;
    }
    this.#chain = chain;
  }

  /** Waits until the disk has it all. */
  sync(): void {
    this.#disk.fsyncSync(this.#descriptor);
  }

  close(): void {
    if (this.#descriptor === -1) return;
    this.#disk.closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

function* wrapEach(chain: LineChain, records: Iterable<string>): Generator<string> {
  for (const record of records) yield chain.wrap(record);
}
