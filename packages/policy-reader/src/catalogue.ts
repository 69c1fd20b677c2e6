/** Looks keys up in the catalogue: the one table that reading, validating and describing share. */
import { BEHAVIOUR_ROWS, NOT_USED_ROWS } from "./catalogue-other-rows.ts";
import { CONNECTION_ROWS } from "./catalogue-rows.ts";

export type PolicyValueType = "string" | "secret" | "boolean" | "integer" | "list" | "object";

/** The rule a value must pass after its type is right. `text` and `flag` have no further rule. */
export type PolicyRule =
  | "provider"
  | "region"
  | "bearer-token"
  | "profile"
  | "base-url"
  | "directory"
  | "file"
  | "helper"
  | "service-tier"
  | "start-url"
  | "account-id"
  | "role-name"
  | "models"
  | "headers"
  | "hosts"
  | "helper-ttl"
  | "helper-timeout"
  | "proxy-url"
  | "count"
  | "flag"
  | "text";

/** What a key is for. `not-used` keys are known to administrators of other products, and mean nothing here. */
export type PolicyUse = "connection" | "credential" | "app-behaviour" | "not-used";

export interface PolicyKey extends CatalogueRow {
  /** Its value is never shown, and is written only with consent: a secret, or an object that may hold some. */
  readonly secret: boolean;
}

export interface CatalogueRow {
  readonly key: string;
  /** What the configuration window calls it. */
  readonly label: string;
  readonly type: PolicyValueType;
  readonly rule: PolicyRule;
  readonly use: PolicyUse;
  /** Read by administrators in the form, in the editors that we export for, and on the reference page. */
  readonly help: string;
  /** What holds when the key is not set: a value, or words for it. */
  readonly default?: string;
  /** The only values that a text may have. */
  readonly choices?: readonly string[];
  /** The smallest and the largest value of an integer. */
  readonly range?: readonly [smallest: number, largest: number];
  /** A valid value in the text form of profiles and the registry. Secrets have none. */
  readonly example?: string;
}

/** Every key this package knows by name, in the order of the configuration window. */
export const policyCatalogue: readonly PolicyKey[] = [
  ...CONNECTION_ROWS,
  ...BEHAVIOUR_ROWS,
  ...NOT_USED_ROWS,
].map((row) => ({ ...row, secret: row.type === "secret" || row.type === "object" }));

/** Keys of other providers: known, and not used by this product. */
const FOREIGN_PREFIXES = [
  "inferenceVertex",
  "inferenceFoundry",
  "inferenceGateway",
  "inferenceAnthropic",
  "bootstrap",
];

const exact = new Map(policyCatalogue.map((row) => [row.key, row]));
const folded = new Map(policyCatalogue.map((row) => [row.key.toLowerCase(), row]));

/** The key spelled exactly so. */
export function findPolicyKey(name: string): PolicyKey | undefined {
  return exact.get(name);
}

/** The key spelled so in any case: how the registry compares names. */
export function findPolicyKeyIgnoringCase(name: string): PolicyKey | undefined {
  return folded.get(name.toLowerCase());
}

export function isForeignKey(name: string): boolean {
  return FOREIGN_PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** Whether the value of a key may be shown. False for secrets, and for every name we do not know. */
export function isShowable(name: string): boolean {
  const row = findPolicyKeyIgnoringCase(name);
  return row !== undefined && !row.secret;
}

/** The known key that `name` was probably meant to be: same letters in another case, or two slips away. */
export function suggestKey(name: string): string | undefined {
  const sameLetters = findPolicyKeyIgnoringCase(name);
  if (sameLetters !== undefined) return sameLetters.key;
  if (name.length > 64) return undefined;
  return policyCatalogue.find((row) => isWithinTwoEdits(name.toLowerCase(), row.key.toLowerCase()))?.key;
}

/** Edit distance in a band of two around the diagonal; a file may hold a thousand unknown names. */
export function isWithinTwoEdits(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2) return false;
  let previous = [3, 3, 3, 0, 1, 2, 3];
  for (let i = 1; i <= a.length; i++) {
    const row = [3, 3, 3, 3, 3, 3, 3];
    for (let offset = 1; offset <= 5; offset++) {
      const j = i + offset - 3;
      if (j < 0 || j > b.length) continue;
      const substituted = j === 0 ? 3 : (previous[offset] ?? 3) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[offset] = Math.min(3, substituted, (previous[offset + 1] ?? 3) + 1, (row[offset - 1] ?? 3) + 1);
    }
    if (row.every((edits) => edits > 2)) return false;
    previous = row;
  }
  return (previous[b.length - a.length + 3] ?? 3) <= 2;
}
