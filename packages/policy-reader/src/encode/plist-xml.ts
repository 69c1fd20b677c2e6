/** Writes XML property lists in Apple's own layout: tabs, and keys in the order given. */
import { escapeXml } from "./xml-text.ts";

export type PlistValue = string | number | boolean | Date | readonly PlistValue[] | PlistDictionary;

export type PlistDictionary = ReadonlyMap<string, PlistValue>;

const HEAD = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
  '<plist version="1.0">',
];

/** @param root its texts hold only characters that XML 1.0 allows, and its numbers are whole. */
export function plistXml(root: PlistDictionary): Uint8Array {
  return new TextEncoder().encode([...HEAD, ...linesOf(root), "</plist>", ""].join("\n"));
}

/** Leaves out what is `undefined`. */
export function plistDictionary(
  pairs: readonly (readonly [key: string, value: PlistValue | undefined])[],
): PlistDictionary {
  return new Map(pairs.filter((pair): pair is [string, PlistValue] => pair[1] !== undefined));
}

function linesOf(value: PlistValue): readonly string[] {
  if (typeof value === "string") return [leaf("string", value)];
  if (typeof value === "number") return [leaf("integer", String(value))];
  if (typeof value === "boolean") return [`<${String(value)}/>`];
  if (value instanceof Date) return [leaf("date", value.toISOString().replace(/\.\d+Z$/, "Z"))];
  if (value instanceof Map) return container("dict", dictionaryLines(value));
  return container("array", (value as readonly PlistValue[]).flatMap(linesOf));
}

function dictionaryLines(dictionary: PlistDictionary): readonly string[] {
  return [...dictionary].flatMap(([key, value]) => [leaf("key", key), ...linesOf(value)]);
}

function leaf(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

function container(name: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? [`<${name}/>`]
    : [`<${name}>`, ...lines.map((line) => `\t${line}`), `</${name}>`];
}
