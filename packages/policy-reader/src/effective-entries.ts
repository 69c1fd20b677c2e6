/** Access to the entries that count: known keys of the sources in force. */
import { findPolicyKey } from "./catalogue.ts";
import type { Model, PolicyEntry } from "./policy-types.ts";
import { isSecret, type Secret } from "@latchkey/secret";

export function effectiveEntries(entries: readonly PolicyEntry[]): readonly PolicyEntry[] {
  return entries.filter(
    ({ key, status }) =>
      status !== "shadowed" && status !== "ignored-source" && findPolicyKey(key) !== undefined,
  );
}

export function entryOf(entries: readonly PolicyEntry[], key: string): PolicyEntry | undefined {
  return entries.find((entry) => entry.key === key);
}

export function textOf(entries: readonly PolicyEntry[], key: string): string | undefined {
  const value = entryOf(entries, key)?.value;
  return typeof value === "string" ? value : undefined;
}

export function numberOf(entries: readonly PolicyEntry[], key: string): number | undefined {
  const value = entryOf(entries, key)?.value;
  return typeof value === "number" ? value : undefined;
}

export function secretOf(entries: readonly PolicyEntry[], key: string): Secret | undefined {
  const value = entryOf(entries, key)?.value;
  return isSecret(value) ? value : undefined;
}

export function modelsOf(entries: readonly PolicyEntry[]): readonly Model[] {
  const value = entryOf(entries, "inferenceModels")?.value;
  return Array.isArray(value) ? value.filter((item): item is Model => typeof item === "object") : [];
}
