/**
 * XML property lists to raw values. A strict reader of the plist document type and of nothing more of XML:
 * no internal DTD subset, no entities but the five built-in ones, no repeated keys.
 */
import { displayKey } from "../diagnostic.ts";
import { DecodeFailure, tooMany } from "./decode-failure.ts";
import { MAX_DEPTH, MAX_KEYS, MAX_VALUES } from "./limits.ts";
import type { RawValue } from "./raw-value.ts";
import { positionOf } from "./text.ts";
import { decodeCharacters, normaliseLineEnds } from "./xml-characters.ts";

const TAG = /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z:]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*(\/?)>/y;
const OTHER_ROOT = /<(?!plist\b)[A-Za-z]/y;
const WHITESPACE = /[ \t\r\n]*/y;

/** The value inside `<plist>`. */
export function parseXmlPlist(source: string): RawValue {
  const text = normaliseLineEnds(source);
  const reader: Reader = { text, at: 0, values: 0 };
  refuseOtherXml(reader);
  const root = nextTag(reader);
  if (root.name !== "plist" || root.kind !== "open") throw failure(reader, "expected <plist>");
  const value = readElement(reader, nextTag(reader), 0);
  expectClose(reader, "plist");
  skipMisc(reader);
  if (reader.at < text.length) throw failure(reader, "expected the end of the file after </plist>");
  return value;
}

/** An administrative template, for instance. */
function refuseOtherXml(reader: Reader): void {
  skipMisc(reader);
  OTHER_ROOT.lastIndex = reader.at;
  if (OTHER_ROOT.test(reader.text)) throw failure(reader, "expected <plist>; this XML is no property list");
}

interface Reader {
  readonly text: string;
  at: number;
  values: number;
}

interface Tag {
  readonly name: string;
  readonly kind: "open" | "close" | "empty";
}

function readElement(reader: Reader, tag: Tag, depth: number): RawValue {
  if (tag.kind === "close") throw failure(reader, `expected a value before </${tag.name}>`);
  count(reader);
  if (depth > MAX_DEPTH) throw failure(reader, `nested more than ${MAX_DEPTH} levels deep`);
  switch (tag.name) {
    case "dict":
      return { type: "dictionary", entries: readDictionary(reader, tag, depth) };
    case "array":
      return { type: "list", items: readArray(reader, tag, depth) };
    case "string":
      return { type: "string", text: readText(reader, tag) };
    case "integer":
      return { type: "integer", text: readInteger(reader, tag) };
    case "true":
    case "false":
      if (readText(reader, tag).trim() !== "") throw failure(reader, `expected <${tag.name}/> to be empty`);
      return { type: "boolean", value: tag.name === "true" };
    case "real":
    case "date":
    case "data":
      readText(reader, tag);
      return { type: tag.name };
    default:
      throw failure(reader, "expected a property-list element");
  }
}

function readDictionary(reader: Reader, tag: Tag, depth: number): ReadonlyMap<string, RawValue> {
  const entries = new Map<string, RawValue>();
  if (tag.kind === "empty") return entries;
  for (let next = nextTag(reader); !closes(reader, next, "dict"); next = nextTag(reader)) {
    if (next.name !== "key") throw failure(reader, "expected <key> in <dict>");
    const key = readText(reader, next);
    if (entries.has(key)) throw duplicate(reader, key);
    if (entries.size === MAX_KEYS) throw tooMany(MAX_KEYS);
    const value = nextTag(reader);
    if (value.name === "key" || value.kind === "close")
      throw failure(reader, "expected a value after <key>", key);
    entries.set(key, readElement(reader, value, depth + 1));
  }
  return entries;
}

function readArray(reader: Reader, tag: Tag, depth: number): readonly RawValue[] {
  const items: RawValue[] = [];
  if (tag.kind === "empty") return items;
  for (let next = nextTag(reader); !closes(reader, next, "array"); next = nextTag(reader)) {
    items.push(readElement(reader, next, depth + 1));
  }
  return items;
}

/** The text up to the element's end tag; `<![CDATA[…]]>` is text, comments are not. */
function readText(reader: Reader, tag: Tag): string {
  if (tag.kind === "empty") return "";
  const parts: string[] = [];
  for (;;) {
    const end = reader.text.indexOf("<", reader.at);
    if (end === -1) throw failure(reader, `expected </${tag.name}>`);
    parts.push(readCharacters(reader, end));
    if (reader.text.startsWith("<![CDATA[", end)) parts.push(readCharacterData(reader));
    else if (reader.text.startsWith("<!--", end)) skipPast(reader, "-->");
    else break;
  }
  expectClose(reader, tag.name);
  return parts.join("");
}

function readCharacters(reader: Reader, end: number): string {
  const decoded = decodeCharacters(reader.text.slice(reader.at, end));
  if (decoded === undefined) throw failure(reader, "unknown entity, or a character that XML does not allow");
  reader.at = end;
  return decoded;
}

function readCharacterData(reader: Reader): string {
  const start = reader.at + "<![CDATA[".length;
  skipPast(reader, "]]>");
  return reader.text.slice(start, reader.at - "]]>".length);
}

function readInteger(reader: Reader, tag: Tag): string {
  const text = readText(reader, tag).trim();
  if (!/^[+-]?[0-9]+$/.test(text)) throw failure(reader, "expected decimal digits in <integer>");
  return text.replace("+", "");
}

function nextTag(reader: Reader): Tag {
  skipMisc(reader);
  TAG.lastIndex = reader.at;
  const found = TAG.exec(reader.text);
  if (found === null) throw failure(reader, "expected a property-list tag");
  reader.at = TAG.lastIndex;
  const [, slash, name = "", attributes, empty] = found;
  if (attributes !== "" && name !== "plist") throw failure(reader, `expected <${name}> without attributes`);
  if (slash === "/" && empty === "/") throw failure(reader, "expected a property-list tag");
  return { name, kind: slash === "/" ? "close" : empty === "/" ? "empty" : "open" };
}

/** Passes over white space, comments, the XML declaration and a document type without internal subset. */
function skipMisc(reader: Reader): void {
  for (;;) {
    WHITESPACE.lastIndex = reader.at;
    reader.at += WHITESPACE.exec(reader.text)?.[0].length ?? 0;
    if (reader.text.startsWith("<!--", reader.at)) skipPast(reader, "-->");
    else if (reader.text.startsWith("<?", reader.at)) skipPast(reader, "?>");
    else if (reader.text.startsWith("<!DOCTYPE", reader.at)) skipDocumentType(reader);
    else return;
  }
}

function skipDocumentType(reader: Reader): void {
  const start = reader.at;
  skipPast(reader, ">");
  if (/\[|<!ENTITY/.test(reader.text.slice(start, reader.at))) {
    reader.at = start;
    throw failure(reader, "declares its own entities or document type, which is refused");
  }
}

function skipPast(reader: Reader, mark: string): void {
  count(reader);
  const end = reader.text.indexOf(mark, reader.at);
  if (end === -1) throw failure(reader, `expected "${mark}" before the end of the file`);
  reader.at = end + mark.length;
}

function expectClose(reader: Reader, name: string): void {
  if (!closes(reader, nextTag(reader), name)) throw failure(reader, `expected </${name}>`);
}

function count(reader: Reader): void {
  if (++reader.values > MAX_VALUES) throw tooMany(MAX_VALUES);
}

/** Whether `tag` ends the container; an end tag of another element is a failure. */
function closes(reader: Reader, tag: Tag, name: string): boolean {
  if (tag.kind !== "close") return false;
  if (tag.name !== name) throw failure(reader, `expected </${name}>`);
  return true;
}

function duplicate(reader: Reader, key: string): DecodeFailure {
  return new DecodeFailure(
    `${positionOf(reader.text, reader.at)}: the key ${displayKey(key)} appears twice in one dictionary`,
    "duplicate-key",
    key,
  );
}

function failure(reader: Reader, expected: string, key?: string): DecodeFailure {
  return new DecodeFailure(`${positionOf(reader.text, reader.at)}: ${expected}`, "malformed-file", key);
}
