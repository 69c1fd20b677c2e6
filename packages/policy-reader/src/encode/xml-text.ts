/** XML as text: escaping, elements and indentation. */

/** For the content of elements; line ends are numbers, so that none is normalised. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeXml(text).replaceAll('"', "&quot;").replaceAll("\t", "&#9;");
}

/** An element with a text, or with more elements on lines of their own. Attributes that are absent are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content: string | readonly string[] = [],
): string {
  const start = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeAttribute(value)}"`]))
    .join("");
  if (typeof content === "string") return `<${name}${start}>${escapeXml(content)}</${name}>`;
  if (content.length === 0) return `<${name}${start} />`;
  const inner = content.flatMap((child) => child.split("\n")).map((line) => `  ${line}`);
  return [`<${name}${start}>`, ...inner, `</${name}>`].join("\n");
}

/** @param root an element. */
export function xmlDocument(root: string): Uint8Array {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="utf-8"?>\n${root}\n`);
}
