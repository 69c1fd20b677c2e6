/**
 * JSON to raw values (RFC 8259), without comments or extensions.
 *
 * Not `JSON.parse`: that keeps the last of two equal keys in silence, quotes the text in its errors (which
 * may be the bearer token), and turns numbers into doubles.
 */
import { displayKey } from "../diagnostic.ts";
import { DecodeFailure, tooMany } from "./decode-failure.ts";
import { MAX_DEPTH, MAX_KEYS, MAX_VALUES } from "./limits.ts";
import type { RawValue } from "./raw-value.ts";
import { positionOf } from "./text.ts";

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const ESCAPES = '"\\/bfnrt';
const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20];

/** The value of a whole JSON text. Fails on anything else with a position and without a quotation. */
export function parseJson(text: string): RawValue {
  const cursor: Cursor = { text, at: 0, values: 0 };
  const value = readValue(cursor, 0);
  skip(cursor, WHITESPACE);
  if (cursor.at < text.length) throw failure(cursor, "expected the end of the JSON text");
  return value;
}

interface Cursor {
  readonly text: string;
  at: number;
  values: number;
}

function readValue(cursor: Cursor, depth: number): RawValue {
  if (depth > MAX_DEPTH) throw failure(cursor, `nested more than ${MAX_DEPTH} levels deep`);
  if (++cursor.values > MAX_VALUES) throw tooMany(MAX_VALUES);
  skip(cursor, WHITESPACE);
  const first = cursor.text[cursor.at];
  if (first === "{") return readObject(cursor, depth);
  if (first === "[") return readList(cursor, depth);
  if (first === '"') return { type: "string", text: readString(cursor) };
  return readWord(cursor) ?? readNumber(cursor);
}

function readObject(cursor: Cursor, depth: number): RawValue {
  const entries = new Map<string, RawValue>();
  cursor.at++;
  if (take(cursor, "}")) return { type: "dictionary", entries };
  do {
    skip(cursor, WHITESPACE);
    if (cursor.text[cursor.at] !== '"') throw failure(cursor, "expected a key in double quotes");
    const key = readString(cursor);
    if (entries.has(key)) throw duplicate(cursor, key);
    if (entries.size === MAX_KEYS) throw tooMany(MAX_KEYS);
    if (!take(cursor, ":")) throw failure(cursor, 'expected ":" after a key', key);
    entries.set(key, readValue(cursor, depth + 1));
  } while (take(cursor, ","));
  if (!take(cursor, "}")) throw failure(cursor, 'expected "," or "}"');
  return { type: "dictionary", entries };
}

function readList(cursor: Cursor, depth: number): RawValue {
  const items: RawValue[] = [];
  cursor.at++;
  if (take(cursor, "]")) return { type: "list", items };
  do items.push(readValue(cursor, depth + 1));
  while (take(cursor, ","));
  if (!take(cursor, "]")) throw failure(cursor, 'expected "," or "]"');
  return { type: "list", items };
}

/** Finds the end and checks every character; `JSON.parse` then cannot fail, and is far faster at escapes. */
function readString(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at;
  let escaped = false;
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      cursor.at = at + 1;
      return escaped ? (JSON.parse(text.slice(start, at + 1)) as string) : text.slice(start + 1, at);
    }
    if (code === BACKSLASH) {
      escaped = true;
      at = endOfEscape(cursor, at);
    } else if (!(code >= SPACE)) {
      cursor.at = at;
      throw failure(cursor, "expected the end of a string; it may not span lines");
    }
  }
}

/** The position of an escape's last character. */
function endOfEscape(cursor: Cursor, at: number): number {
  const letter = cursor.text[at + 1];
  if (letter !== undefined && ESCAPES.includes(letter)) return at + 1;
  if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(cursor.text.slice(at + 2, at + 6))) return at + 5;
  cursor.at = at;
  throw failure(cursor, "unknown escape in a string");
}

function readWord(cursor: Cursor): RawValue | undefined {
  const word = skip(cursor, WORD);
  if (word === "null") return { type: "null" };
  return word === "" ? undefined : { type: "boolean", value: word === "true" };
}

function readNumber(cursor: Cursor): RawValue {
  const text = skip(cursor, NUMBER);
  if (text === "") throw failure(cursor, "expected a JSON value");
  return /^-?[0-9]+$/.test(text) ? { type: "integer", text } : { type: "real" };
}

function skip(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? "";
  cursor.at += found.length;
  return found;
}

function take(cursor: Cursor, mark: string): boolean {
  skip(cursor, WHITESPACE);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at++;
  return true;
}

function duplicate(cursor: Cursor, key: string): DecodeFailure {
  return new DecodeFailure(
    `${positionOf(cursor.text, cursor.at)}: the key ${displayKey(key)} appears twice in one object`,
    "duplicate-key",
    key,
  );
}

function failure(cursor: Cursor, expected: string, key?: string): DecodeFailure {
  return new DecodeFailure(`${positionOf(cursor.text, cursor.at)}: ${expected}`, "malformed-file", key);
}
