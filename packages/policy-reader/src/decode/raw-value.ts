/** A value as a file stores it. Contents that no key can use (data, dates, reals) are not kept. */
import { secret, type Secret } from "@latchkey/secret";

export type RawValue =
  | { readonly type: "string"; readonly text: string }
  /** What a key holds whose value must not be shown; lists and dictionaries as JSON. */
  | {
      readonly type: "sealed";
      readonly was: "string" | "integer" | "list" | "dictionary";
      readonly text: Secret;
    }
  /** Decimal digits as written, so that neither leading zeros nor large numbers are lost. */
  | { readonly type: "integer"; readonly text: string }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "list"; readonly items: readonly RawValue[] }
  | { readonly type: "dictionary"; readonly entries: ReadonlyMap<string, RawValue> }
  | { readonly type: "real" | "date" | "data" | "null" | "unreadable" };

/** The same value behind a `Secret`. Nothing is left to print, field names included. */
export function seal(value: RawValue): RawValue {
  switch (value.type) {
    case "string":
    case "integer":
      return { type: "sealed", was: value.type, text: secret(value.text) };
    case "list":
    case "dictionary":
      return { type: "sealed", was: value.type, text: secret(JSON.stringify(toPlain(value))) };
    default:
      return value;
  }
}

/** A JavaScript value for JSON-like data; `__proto__` becomes an ordinary own property. */
export function toPlain(value: RawValue): unknown {
  switch (value.type) {
    case "string":
      return value.text;
    case "integer":
      return Number(value.text);
    case "boolean":
      return value.value;
    case "list":
      return value.items.map(toPlain);
    case "dictionary":
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, toPlain(item)]));
    default:
      return null;
  }
}
