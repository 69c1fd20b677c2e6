/** JSON text that every format can carry and every eye can check. */

/** Controls, zero-width and direction marks, and code points that XML refuses: legal in JSON, invisible in a diff. */
const ESCAPED =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe\uffff]/g;

/** @param indent spaces per level; one line without it. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
