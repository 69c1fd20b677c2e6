/** A short name for what is in force, to notice a change without keeping the policy. */
import { hash } from "node:crypto";
import { isSecret, type Secret } from "@latchkey/secret";
import { findPolicyKey } from "./catalogue.ts";
import { effectiveEntries } from "./effective-entries.ts";
import type { PolicyEntry, PolicySnapshot, PolicySourceStatus } from "./policy-types.ts";

/** SHA-256 over the values in force; blank and unused keys do not change it, and neither does the format. */
export function fingerprintOf(status: PolicySourceStatus, entries: readonly PolicyEntry[]): string {
  return fingerprintWith(status, entries, digest);
}

/**
 * The same for a report. Secrets count only as what the report shows of them: whoever reads all the other
 * values could otherwise try guesses of a weak secret against the fingerprint.
 */
export function shareableFingerprintOf({ status, entries }: PolicySnapshot): string {
  return fingerprintWith(status, entries, summariseSecret);
}

/** The keys that differ between two readings, by name and in alphabetical order. */
export function changedKeys(
  before: readonly PolicyEntry[],
  after: readonly PolicyEntry[],
): readonly string[] {
  const [old, now] = [comparableSettings(before, digest), comparableSettings(after, digest)];
  const keys = new Set([...old.keys(), ...now.keys()]);
  return [...keys].filter((key) => JSON.stringify(old.get(key)) !== JSON.stringify(now.get(key))).toSorted();
}

/** Whether two entries of one key mean the same. Values that broke their rule are not kept, so they compare equal. */
export function meansTheSame(one: PolicyEntry, other: PolicyEntry): boolean {
  return JSON.stringify(comparable(one, digest)) === JSON.stringify(comparable(other, digest));
}

/** AWS makes these keys from enough random bits that two bytes of a hash tell nothing about them. */
const GENERATED = /^(?:ABSK|bedrock-api-key-).{28,}$/s;

/**
 * How a report shows a secret: enough to tell two apart, useless for anything else. A secret that a person may
 * have chosen shows no part of its hash, which would rule out nearly every wrong guess.
 */
export function summariseSecret(value: Secret): string {
  const text = value.reveal();
  const start = GENERATED.test(text) ? `, sha256:${hash("sha256", text).slice(0, 4)}…` : "";
  return `set, ${text.length} ${text.length === 1 ? "character" : "characters"}${start}`;
}

type DescribeSecret = (value: Secret) => string;

function digest(value: Secret): string {
  return hash("sha256", value.reveal());
}

function fingerprintWith(
  status: PolicySourceStatus,
  entries: readonly PolicyEntry[],
  describe: DescribeSecret,
): string {
  const settings = [...comparableSettings(entries, describe)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash("sha256", JSON.stringify([status === "absent" ? "read" : status, settings]));
}

/** What is in force, key by key. */
function comparableSettings(
  entries: readonly PolicyEntry[],
  describe: DescribeSecret,
): ReadonlyMap<string, unknown> {
  return new Map(
    effectiveEntries(entries)
      .filter((entry) => entry.status !== "blank" && findPolicyKey(entry.key)?.use !== "not-used")
      .map((entry) => [entry.key, comparable(entry, describe)] as const),
  );
}

function comparable({ status, value }: PolicyEntry, describe: DescribeSecret): unknown {
  if (value === undefined) return { unusable: status };
  return isSecret(value) ? { sha256: describe(value) } : value;
}
