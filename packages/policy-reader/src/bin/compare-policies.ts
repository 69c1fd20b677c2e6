/** What differs between two policies, key by key. */
import { isSecret } from "@latchkey/secret";
import { valueText } from "../describe/value-text.ts";
import { meansTheSame } from "../fingerprint.ts";
import type { PolicyEntry, PolicySnapshot } from "../policy-types.ts";

export interface KeyDifference {
  readonly key: string;
  readonly change: "added" | "removed" | "changed";
  /** Absent when the key is. */
  readonly before?: string;
  readonly after?: string;
}

/** Sorted by key. Of a secret, and of a key that is not known, the value is not shown. */
export function compareKeys(before: PolicySnapshot, after: PolicySnapshot): readonly KeyDifference[] {
  const [old, now] = [entriesByKey(before), entriesByKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].toSorted();
  return keys.flatMap((key) => compareKey(key, old.get(key), now.get(key)) ?? []);
}

function entriesByKey({ entries }: PolicySnapshot): ReadonlyMap<string, PolicyEntry> {
  const inForce = entries.filter(({ status }) => status !== "shadowed" && status !== "ignored-source");
  return new Map(inForce.map((entry) => [entry.key, entry]));
}

function compareKey(
  key: string,
  before: PolicyEntry | undefined,
  after: PolicyEntry | undefined,
): KeyDifference | undefined {
  if (before === undefined) return after && { key, change: "added", after: describe(after) };
  if (after === undefined) return { key, change: "removed", before: describe(before) };
  if (meansTheSame(before, after)) return undefined;
  return { key, change: "changed", before: describe(before), after: describe(after) };
}

function describe({ status, value }: PolicyEntry): string {
  if (status === "blank") return "(blank)";
  if (value === undefined) return `(${status})`;
  if (isSecret(value)) return "(not shown)";
  return valueText(value);
}
