/** The random source and the texts made from it. */

import { randomFillSync } from "node:crypto";

/** Gives `n` random bytes. */
export type Random = (n: number) => Uint8Array;

/** The system's randomness, drawn in blocks because many small draws cost more than the rest of a poll. */
export function systemRandom(): Random {
  const pool = new Uint8Array(16_384);
  let used = pool.length;
  return (n) => {
    if (n > pool.length) return randomFillSync(new Uint8Array(n));
    if (used + n > pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += n;
    return pool.slice(used - n, used);
  };
}

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** `length` letters of `alphabet` (ASCII); bytes that would favour the first letters are drawn again. */
export function randomLetters(random: Random, alphabet: string, length: number): string {
  const limit = 256 - (256 % alphabet.length);
  const text = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    for (const byte of random(length)) {
      if (byte < limit && filled < length)
        filled = text.writeUInt8(alphabet.charCodeAt(byte % alphabet.length), filled);
    }
  }
  return text.toString("latin1");
}

/** A version 4 UUID, the form of AWS request ids. */
export function randomUuid(random: Random): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString("hex");
  return flat(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
  );
}

/** The same ASCII text in one piece of memory: a template keeps its parts alive as long as the whole. */
export function flat(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}
