/** What editors and the reference page say about a key, from the catalogue alone. */
import type { PolicyKey, PolicyRule, PolicyUse } from "../catalogue.ts";

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

const RULE_TEXTS: Partial<Readonly<Record<PolicyRule, string>>> = {
  region: "the name of an AWS region",
  "bearer-token": "at most 8192 visible ASCII characters",
  profile: "at most 128 characters, without brackets",
  "base-url": "an https URL without path, query or user name",
  directory: "an absolute path of at most 1024 characters",
  file: "an absolute path of at most 1024 characters",
  helper: "an absolute path of at most 1024 characters",
  "start-url": "the https URL of an access portal",
  "account-id": "12 digits",
  "role-name": "1 to 32 letters, digits or _+=,.@-",
  "proxy-url": "a URL without a user name or password",
  models: "at most 100 entries",
};

/** Neither a profile nor the registry keeps a secret, and group policy files are open to the whole domain. */
export const SECRET_NOTE =
  "Not kept secret by management: whoever can read the policy, on a device or in group policy, can read it.";

/** The type and its limits, for example `whole number from 1 to 600`. */
export function typeText({ type, rule, choices, range }: PolicyKey): string {
  if (choices !== undefined) return `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`;
  if (range !== undefined) return `${TYPE_TEXTS[type]} from ${range[0]} to ${range[1]}`;
  const limit = RULE_TEXTS[rule];
  return limit === undefined ? TYPE_TEXTS[type] : `${TYPE_TEXTS[type]}: ${limit}`;
}

/** The help with key, type, default and example; one line for each. */
export function explainKey(row: PolicyKey): string {
  return [
    row.help,
    "",
    `Key: ${row.key}`,
    `Type: ${typeText(row)}`,
    ...(row.secret ? [SECRET_NOTE] : []),
    ...(row.default === undefined ? [] : [`When not set: ${row.default}`]),
    ...(row.example === undefined ? [] : [`Example: ${row.example}`]),
  ].join("\n");
}
