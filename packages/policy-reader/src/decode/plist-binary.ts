/**
 * Binary property lists ("bplist00") to raw values.
 *
 * Every offset is checked against the file, an object may not contain itself, and the whole walk has a
 * budget: objects may be shared, so a file of 200 bytes can describe billions of values.
 */
import { displayKey } from "../diagnostic.ts";
import { DecodeFailure, tooMany } from "./decode-failure.ts";
import { MAX_DEPTH, MAX_KEYS, MAX_PLIST_TEXT, MAX_VALUES } from "./limits.ts";
import type { RawValue } from "./raw-value.ts";

const TRAILER_BYTES = 32;
const HEADER = "bplist00";

export function isBinaryPlist(bytes: Uint8Array): boolean {
  return (
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(6, bytes.length)).toString("latin1") === "bplist"
  );
}

export function parseBinaryPlist(bytes: Uint8Array): RawValue {
  const file = openFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return readObject(file, file.top, 0);
}

interface BinaryFile {
  readonly data: Buffer;
  readonly offsets: readonly number[];
  readonly referenceBytes: number;
  readonly top: number;
  readonly texts: Map<number, string>;
  readonly open: Set<number>;
  visits: number;
  characters: number;
}

function openFile(data: Buffer): BinaryFile {
  if (data.length < HEADER.length + TRAILER_BYTES || data.toString("latin1", 0, HEADER.length) !== HEADER) {
    throw new DecodeFailure("expected a binary property list of version 00 with a trailer");
  }
  const trailer = data.length - TRAILER_BYTES;
  const offsetBytes = readSize(data, trailer + 6);
  const referenceBytes = readSize(data, trailer + 7);
  const count = readCount(data, trailer + 8);
  const top = readCount(data, trailer + 16);
  const table = readCount(data, trailer + 24);
  if (count > MAX_VALUES || table < HEADER.length || table + count * offsetBytes > trailer || top >= count) {
    throw new DecodeFailure("the trailer of the binary property list does not fit the file");
  }
  const offsets = Array.from({ length: count }, (_, index) =>
    data.readUIntBE(table + index * offsetBytes, offsetBytes),
  );
  const limit = offsets.every((offset) => offset >= HEADER.length && offset < table);
  if (!limit) throw new DecodeFailure("an object of the binary property list lies outside the file");
  const objects = data.subarray(0, table);
  return {
    data: objects,
    offsets,
    referenceBytes,
    top,
    texts: new Map(),
    open: new Set(),
    visits: 0,
    characters: 0,
  };
}

function readObject(file: BinaryFile, reference: number, depth: number): RawValue {
  const at = enter(file, reference, depth);
  const marker = byteAt(file, at);
  const kind = marker >> 4;
  const low = marker & 0x0f;
  switch (kind) {
    case 0x0:
      return readSimple(low);
    case 0x1:
      return { type: "integer", text: readInteger(file, at + 1, low) };
    case 0x2:
      return { type: "real" };
    case 0x3:
      return { type: "date" };
    case 0x4:
      return { type: "data" };
    case 0x5:
    case 0x6:
      return { type: "string", text: readText(file, reference) };
    case 0xa:
      return { type: "list", items: inside(file, reference, () => readArray(file, at, low, depth)) };
    case 0xd:
      return {
        type: "dictionary",
        entries: inside(file, reference, () => readDictionary(file, at, low, depth)),
      };
    default:
      throw new DecodeFailure("an object of the binary property list has an unknown type");
  }
}

function enter(file: BinaryFile, reference: number, depth: number): number {
  if (++file.visits > MAX_VALUES) throw new DecodeFailure("the property list describes too many objects");
  if (depth > MAX_DEPTH) throw new DecodeFailure(`nested more than ${MAX_DEPTH} levels deep`);
  const at = file.offsets[reference];
  if (at === undefined) throw new DecodeFailure("an object of the binary property list does not exist");
  return at;
}

function inside<T>(file: BinaryFile, reference: number, read: () => T): T {
  if (file.open.has(reference))
    throw new DecodeFailure("an object of the binary property list contains itself");
  file.open.add(reference);
  const value = read();
  file.open.delete(reference);
  return value;
}

function readSimple(low: number): RawValue {
  if (low === 0x8 || low === 0x9) return { type: "boolean", value: low === 0x9 };
  if (low === 0x0) return { type: "null" };
  throw new DecodeFailure("an object of the binary property list has an unknown type");
}

/** 1-, 2- and 4-byte integers are unsigned, 8-byte ones are signed. */
function readInteger(file: BinaryFile, at: number, exponent: number): string {
  const bytes = span(file, at, 2 ** Math.min(exponent, 5));
  if (exponent <= 2) return String(bytes.readUIntBE(0, bytes.length));
  if (exponent === 3) return String(bytes.readBigInt64BE(0));
  throw new DecodeFailure("an integer of the binary property list is too large");
}

/** Each text is decoded once, and counts every time it is used. */
function readText(file: BinaryFile, reference: number): string {
  const text = file.texts.get(reference) ?? decodeText(file, reference);
  file.texts.set(reference, text);
  file.characters += text.length;
  if (file.characters > MAX_PLIST_TEXT) throw new DecodeFailure("the property list describes too much text");
  return text;
}

function decodeText(file: BinaryFile, reference: number): string {
  const at = enter(file, reference, 0);
  const marker = byteAt(file, at);
  const { length, start } = readLength(file, at, marker & 0x0f);
  return marker >> 4 === 0x5 ? readAscii(file, start, length) : readUtf16(file, start, length);
}

function readAscii(file: BinaryFile, start: number, length: number): string {
  const text = span(file, start, length).toString("latin1");
  if (/[^\u0000-\u007f]/.test(text))
    throw new DecodeFailure("a string of the binary property list is not ASCII");
  return text;
}

function readUtf16(file: BinaryFile, start: number, length: number): string {
  return Buffer.from(span(file, start, length * 2))
    .swap16()
    .toString("utf16le");
}

function readArray(file: BinaryFile, at: number, low: number, depth: number): readonly RawValue[] {
  const { length, start } = readLength(file, at, low);
  return references(file, start, length).map((reference) => readObject(file, reference, depth + 1));
}

function readDictionary(
  file: BinaryFile,
  at: number,
  low: number,
  depth: number,
): ReadonlyMap<string, RawValue> {
  const { length, start } = readLength(file, at, low);
  if (length > MAX_KEYS) throw tooMany(MAX_KEYS);
  const keys = references(file, start, length);
  const values = references(file, start + length * file.referenceBytes, length);
  const entries = new Map<string, RawValue>();
  for (const [index, reference] of keys.entries()) {
    const key = readKey(file, reference);
    if (entries.has(key)) {
      throw new DecodeFailure(
        `the key ${displayKey(key)} appears twice in one dictionary`,
        "duplicate-key",
        key,
      );
    }
    entries.set(key, readObject(file, values[index] ?? -1, depth + 1));
  }
  return entries;
}

function readKey(file: BinaryFile, reference: number): string {
  const kind = byteAt(file, enter(file, reference, 0)) >> 4;
  if (kind !== 0x5 && kind !== 0x6)
    throw new DecodeFailure("a key of the binary property list is not a string");
  return readText(file, reference);
}

/** Lengths of 15 and more follow the marker as an integer object. */
function readLength(file: BinaryFile, at: number, low: number): { length: number; start: number } {
  if (low !== 0x0f) return { length: low, start: at + 1 };
  const marker = byteAt(file, at + 1);
  if (marker >> 4 !== 0x1 || (marker & 0x0f) > 3)
    throw new DecodeFailure("a length in the property list is damaged");
  const bytes = 2 ** (marker & 0x0f);
  const length = Number(readInteger(file, at + 2, marker & 0x0f));
  if (!Number.isSafeInteger(length) || length < 0)
    throw new DecodeFailure("a length in the property list is damaged");
  return { length, start: at + 2 + bytes };
}

function references(file: BinaryFile, start: number, count: number): readonly number[] {
  const bytes = span(file, start, count * file.referenceBytes);
  if (count > MAX_VALUES) throw new DecodeFailure("the property list describes too many objects");
  return Array.from({ length: count }, (_, index) =>
    bytes.readUIntBE(index * file.referenceBytes, file.referenceBytes),
  );
}

function span(file: BinaryFile, start: number, length: number): Buffer {
  if (start + length > file.data.length) {
    throw new DecodeFailure("an object of the binary property list reaches past the end of the file");
  }
  return file.data.subarray(start, start + length);
}

function byteAt(file: BinaryFile, at: number): number {
  return span(file, at, 1).readUInt8(0);
}

function readSize(data: Buffer, at: number): number {
  const size = data.readUInt8(at);
  if (size < 1 || size > 6)
    throw new DecodeFailure("the trailer of the binary property list does not fit the file");
  return size;
}

function readCount(data: Buffer, at: number): number {
  return Number(data.readBigUInt64BE(at));
}
