/** Characters of XML 1.0: line ends, the five built-in entities and numbered references. */

const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);
// XML 1.0 section 2.2 allows tab, line feed and carriage return, and no other control character.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
/** `&#1114111;` without the ampersand and the semicolon is the longest. */
const LONGEST_NAME = 8;

/** The text that `source` stands for, or `undefined` when it is not allowed. */
export function decodeCharacters(source: string): string | undefined {
  let text = "";
  let from = 0;
  for (let at = source.indexOf("&"); at !== -1; at = source.indexOf("&", from)) {
    const name = source.slice(at + 1, at + 2 + LONGEST_NAME);
    const end = name.indexOf(";");
    const character = end === -1 ? undefined : characterOf(name.slice(0, end));
    if (character === undefined) return undefined;
    text += source.slice(from, at) + character;
    from = at + 2 + end;
  }
  text += source.slice(from);
  return FORBIDDEN.test(text) ? undefined : text;
}

/** XML 1.0 section 2.11: every line end is one line feed. A million of them are too many for `replaceAll`. */
export function normaliseLineEnds(text: string): string {
  if (!text.includes("\r")) return text;
  const bytes = Buffer.from(text, "utf16le");
  let length = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    const isReturn = bytes[at] === 0x0d && bytes[at + 1] === 0;
    if (isReturn && bytes[at + 2] === 0x0a && bytes[at + 3] === 0) continue;
    bytes[length] = isReturn ? 0x0a : (bytes[at] ?? 0);
    bytes[length + 1] = bytes[at + 1] ?? 0;
    length += 2;
  }
  return bytes.toString("utf16le", 0, length);
}

/** @param name `amp`, `#233` or `#xE9` */
function characterOf(name: string): string | undefined {
  if (!name.startsWith("#")) return BUILT_IN.get(name);
  if (!/^#(?:[0-9]{1,7}|x[0-9a-fA-F]{1,6})$/.test(name)) return undefined;
  const point = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : undefined;
}
