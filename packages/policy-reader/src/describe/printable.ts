/** Text from a file or a command line that is about to be shown to a person: nothing in it may steer a terminal. */

/** Controls, line separators, and the marks that hide text or turn its direction. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** The text in one line; what an eye cannot see is written as `\u{…}`. */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`);
}
