/** The managed-settings file of Linux: one JSON object with values in their own types. */
import { jsonText } from "./json-text.ts";
import type { Setting } from "./settings.ts";

export function encodeJson(settings: readonly Setting[]): Uint8Array {
  const object = Object.fromEntries(settings.map(({ row, native }) => [row.key, native]));
  return new TextEncoder().encode(`${jsonText(object, 2)}\n`);
}
