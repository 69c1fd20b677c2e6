/** The first step for every text: trim, and refuse what an eye cannot see. */
import { malformed, type Outcome } from "./outcome.ts";

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** Zero-width and direction marks, as they come along when text is copied from a chat or a PDF. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/;

/** The text without white space around it, or why it cannot be used. */
export function normaliseText(
  source: string,
): { readonly status: "text"; readonly text: string } | Exclude<Outcome, { readonly status: "ok" }> {
  const text = source.trim();
  if (text === "") return { status: "blank" };
  if (CONTROL.test(text)) return malformed("contains a control character", "control-characters");
  if (!text.isWellFormed()) return malformed("contains half of a character", "malformed-value");
  if (INVISIBLE.test(text)) {
    return malformed(
      "contains an invisible character; type the value instead of pasting it",
      "invisible-characters",
    );
  }
  return { status: "text", text };
}
