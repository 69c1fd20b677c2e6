/** A text by key with what fills its gaps; the compiler knows from the English text which gaps there are. */
import type { MessageKey } from "./catalogs.ts";
import type { en } from "./en.ts";

export type Gaps<Template extends string> = Template extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Gaps<Rest>
  : never;

/** What is more than a string is formatted as the language does it, plurals included. */
export type Value =
  | string
  | { readonly minutes: number }
  | { readonly count: number }
  | { readonly instant: number };

export type Values<Key extends MessageKey> = { readonly [Name in Gaps<(typeof en)[Key]>]: Value };

export interface Text {
  readonly key: MessageKey;
  readonly values: Readonly<Record<string, Value>>;
}

export function text<Key extends MessageKey>(
  key: Key,
  ...[values]: keyof Values<Key> extends never ? [] : [Values<Key>]
): Text {
  return { key, values: values ?? {} };
}
