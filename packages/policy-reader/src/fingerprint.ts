/** A short name for what is in force, to notice a change without keeping the policy. */
import { hash } from "node:crypto";
import { isSecret, type Secret } from "@latchkey/secret";
import { findPolicyKey } from "./catalogue.ts";
import { effectiveEntries } from "./effective-entries.ts";
import type { PolicyEntry, PolicySourceStatus } from "./policy-types.ts";

/** SHA-256 over the values in force; blank and unused keys do not change it, and neither does the format. */
export function fingerprintOf(status: PolicySourceStatus, entries: readonly PolicyEntry[]): string {
  const settings = [...comparableSettings(entries)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", JSON.stringify([status === "absent" ? "read" : status, settings]));
}

/** The keys that differ between two readings, by name and in alphabetical order. */
export function changedKeys(
  before: readonly PolicyEntry[],
  after: readonly PolicyEntry[],
): readonly string[] {
  const [old, now] = [comparableSettings(before), comparableSettings(after)];
  const keys = new Set([...old.keys(), ...now.keys()]);
  return [...keys].filter((key) => JSON.stringify(old.get(key)) !== JSON.stringify(now.get(key))).toSorted();
}

/** What is in force, key by key; for secrets a hash. */
function comparableSettings(entries: readonly PolicyEntry[]): ReadonlyMap<string, unknown> {
  return new Map(
    effectiveEntries(entries)
      .filter((entry) => entry.status !== "blank" && findPolicyKey(entry.key)?.use !== "not-used")
      .map((entry) => [entry.key, comparable(entry)] as const),
  );
}

/** How a report shows a secret: enough to tell two apart, useless for anything else. */
export function summariseSecret(value: Secret): string {
  const text = value.reveal();
  return `set, ${text.length} characters, sha256:${hash("sha256", text).slice(0, 4)}…`;
}

function comparable({ status, value }: PolicyEntry): unknown {
  if (value === undefined) return { unusable: status };
  return isSecret(value) ? { sha256: hash("sha256", value.reveal()) } : value;
}
