/** What editors and the reference page say about a key, from the catalogue alone. */
import type { PolicyKey, PolicyUse } from "../catalogue.ts";

/** Groups of keys, in the order in which they are shown. */
export const USE_TITLES: Readonly<Record<PolicyUse, string>> = {
  connection: "Connection and models",
  credential: "Credentials",
  "app-behaviour": "App behaviour",
  "not-used": "Known, not used by this product",
};

const TYPE_TEXTS: Readonly<Record<PolicyKey["type"], string>> = {
  string: "text",
  secret: "text, secret",
  boolean: '"true" or "false"',
  integer: "whole number",
  list: "list, as JSON in one text",
  object: "object, as JSON in one text, secret",
};

/** The type and its limits, for example `whole number from 1 to 600`. */
export function typeText({ type, choices, range }: PolicyKey): string {
  if (choices !== undefined) return `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`;
  return range === undefined ? TYPE_TEXTS[type] : `${TYPE_TEXTS[type]} from ${range[0]} to ${range[1]}`;
}

/** The help with key, type, default and example; one line for each. */
export function explainKey(row: PolicyKey): string {
  return [
    row.help,
    "",
    `Key: ${row.key}`,
    `Type: ${typeText(row)}`,
    ...(row.default === undefined ? [] : [`When not set: ${row.default}`]),
    ...(row.example === undefined ? [] : [`Example: ${row.example}`]),
  ].join("\n");
}
