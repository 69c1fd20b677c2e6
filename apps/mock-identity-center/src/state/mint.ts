/** Secrets computed from one key of the mock, so that none of them has to be kept. */

import { hash } from "node:crypto";
import type { Random } from "../core/random.ts";

/** Bytes that one SHA-512 gives. */
const blockLength = 64;

/** A key that no other mock has. */
export function newMintKey(random: Random): string {
  return Buffer.from(random(32)).toString("hex");
}

export class Mint {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Whoever has it can compute every secret that was ever issued, and those still to come. */
  get key(): string {
    return this.#key;
  }

  /** `length` bytes, always the same for one purpose and name, and not to be guessed without the key. */
  bytes(purpose: string, name: string, length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let block = 0; block * blockLength < length; block += 1)
      blocks.push(hash("sha512", `${this.#key} ${purpose} ${name} ${block}`, "buffer"));
    return Buffer.concat(blocks, length);
  }
}
