/** Reads the items of the portal's lists: every field is checked, unknown ones are ignored, values stay out of messages. */
import type { Malformed } from "./malformed-response.ts";

export interface ItemFields {
  /** Twelve digits, or a malformed-response error. */
  accountId(): string;
  text(field: string): string;
  /** Undefined when absent, null or empty. */
  optionalText(field: string): string | undefined;
  readonly malformed: Malformed;
}

/** @param path where the item stands in the answer, for messages. */
export function itemFields(item: unknown, path: string, malformedAnswer: Malformed): ItemFields {
  if (typeof item !== "object" || item === null) throw malformedAnswer(path, "an object");
  const values = item as Readonly<Record<string, unknown>>;
  const malformed: Malformed = (field, expected) => malformedAnswer(`${path}.${field}`, expected);
  const optionalText = (field: string): string | undefined => {
    const value = values[field];
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value !== "string") throw malformed(field, "text");
    return value;
  };
  const text = (field: string): string => {
    const value = optionalText(field);
    if (value === undefined) throw malformed(field, "text");
    return value;
  };
  const accountId = (): string => {
    const value = text("accountId");
    if (!/^\d{12}$/.test(value)) throw malformed("accountId", "twelve digits");
    return value;
  };
  return { accountId, text, optionalText, malformed };
}
