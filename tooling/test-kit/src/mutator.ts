/** Damages valid files in the ways that find bugs in decoders; the same seed gives the same damage. */

export interface Mutator {
  /** A damaged copy: a few flipped bytes, splices, cuts, repeats or interesting numbers. */
  readonly mutate: (bytes: Uint8Array) => Uint8Array;
}

/** Lengths, offsets, markers and marks of formats. */
const INTERESTING = [
  0x00, 0x01, 0x0a, 0x0d, 0x22, 0x26, 0x2c, 0x30, 0x3c, 0x5c, 0x7f, 0x80, 0xd8, 0xfe, 0xff,
];
const MAX_BYTES = 64 * 1024;

/** @param seed any integer. */
export function mutator(seed: number): Mutator {
  const random = randomNumbers(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const damages = [flipBit, setInteresting, cutEnd, removePart, repeatPart, movePart, insertNoise];
  return {
    mutate: (bytes) => {
      let result = Uint8Array.from(bytes);
      for (let count = 1 + below(4); count > 0 && result.length > 0; count--) {
        const damage = damages[below(damages.length)] ?? flipBit;
        result = damage(result, below).slice(0, MAX_BYTES);
      }
      return result;
    },
  };
}

type Bytes = Uint8Array<ArrayBuffer>;
type Below = (limit: number) => number;

function flipBit(bytes: Bytes, below: Below): Bytes {
  const at = below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  return bytes;
}

function setInteresting(bytes: Bytes, below: Below): Bytes {
  bytes[below(bytes.length)] = INTERESTING[below(INTERESTING.length)] ?? 0;
  return bytes;
}

function cutEnd(bytes: Bytes, below: Below): Bytes {
  return bytes.slice(0, below(bytes.length));
}

function removePart(bytes: Bytes, below: Below): Bytes {
  const { start, end } = part(bytes, below);
  return concat(bytes.slice(0, start), bytes.slice(end));
}

function repeatPart(bytes: Bytes, below: Below): Bytes {
  const { start, end } = part(bytes, below);
  const copies = Array.from({ length: 1 + below(200) }, () => bytes.slice(start, end));
  return concat(bytes.slice(0, end), ...copies, bytes.slice(end));
}

function movePart(bytes: Bytes, below: Below): Bytes {
  const { start, end } = part(bytes, below);
  const at = below(bytes.length);
  return concat(bytes.slice(0, at), bytes.slice(start, end), bytes.slice(at));
}

function insertNoise(bytes: Bytes, below: Below): Bytes {
  const at = below(bytes.length);
  const noise = Uint8Array.from({ length: 1 + below(16) }, () => below(256));
  return concat(bytes.slice(0, at), noise, bytes.slice(at));
}

function part(bytes: Bytes, below: Below): { readonly start: number; readonly end: number } {
  const start = below(bytes.length);
  return { start, end: Math.min(bytes.length, start + 1 + below(64)) };
}

function concat(...parts: readonly Bytes[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}

/** Mulberry32: small, and good enough to spread damage. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
