/** The managed-settings file of Linux: one JSON object, native or string-encoded values. */
import type { DecodedEntry } from "../policy-types.ts";
import { DecodeFailure } from "./decode-failure.ts";
import { parseJson } from "./json-text.ts";
import { namedEntry } from "./named-entry.ts";
import { decodeUtf8 } from "./text.ts";

export function decodeJsonPolicy(bytes: Uint8Array): readonly DecodedEntry[] {
  const root = parseJson(decodeUtf8(bytes));
  if (root.type !== "dictionary") throw new DecodeFailure("expected one JSON object with the settings");
  return [...root.entries].map(([key, value]) => namedEntry(key, value));
}
