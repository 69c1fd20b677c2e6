/** Character references of XML 1.0: the five built-in entities and numbers. */

const BUILT_IN: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
// XML 1.0 section 2.2 allows tab, line feed and carriage return, and no other control character.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const OTHER_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
/** Stands for a number that is no character, and is itself forbidden. */
const NO_CHARACTER = "\uffff";

/** The text that `source` stands for, or `undefined` when it is not allowed. */
export function decodeCharacters(source: string): string | undefined {
  const normalised = source.includes("\r") ? source.replaceAll(/\r\n?/g, "\n") : source;
  if (OTHER_AMPERSAND.test(normalised)) return undefined;
  const text = normalised.replaceAll(/&([^;]+);/g, (_, name: string) => BUILT_IN[name] ?? numbered(name));
  return FORBIDDEN.test(text) ? undefined : text;
}

/** @param name `#233` or `#xE9` */
function numbered(name: string): string {
  const point = name.startsWith("#x")
    ? Number.parseInt(name.slice(2), 16)
    : Number.parseInt(name.slice(1), 10);
  const valid = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return valid ? String.fromCodePoint(point) : NO_CHARACTER;
}
