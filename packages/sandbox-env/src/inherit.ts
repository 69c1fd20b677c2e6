/** Which variables of the parent come through, and under which spelling. */
import { whyNeverInherited } from "./never-inherited.ts";
import { SandboxEnvError } from "./sandbox-env-error.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** Gives a name the form in which names are compared. */
export type Fold = (name: string) => string;

/** ASCII only, so that no letter of another alphabet becomes one of a known name. */
export const foldOfWindows: Fold = (name) => name.replaceAll(/[a-z]+/g, (part) => part.toUpperCase());

/**
 * The allowed variables that are set and not empty.
 *
 * Of two spellings of one name, the allow-list's own wins, else the first in the order of their characters.
 */
export function inheritAllowed(
  parent: Variables,
  allow: readonly string[],
  fold: Fold,
): Record<string, string> {
  for (const name of allow) {
    const reason = whyNeverInherited(name);
    if (reason !== undefined) {
      throw new SandboxEnvError("SANDBOX_ENV_FORBIDDEN_NAME", `${name} is never inherited: it ${reason}`);
    }
  }
  const exact = new Set(allow);
  const allowed = new Set(allow.map(fold));
  const names = Object.keys(parent).filter((name) => allowed.has(fold(name)) && hasText(parent[name]));
  const ordered = names.toSorted((a, b) => Number(exact.has(b)) - Number(exact.has(a)) || (a < b ? -1 : 1));
  const inherited: Record<string, string> = {};
  const taken = new Set<string>();
  for (const name of ordered) {
    if (taken.has(fold(name))) continue;
    taken.add(fold(name));
    inherited[name] = parent[name] ?? "";
  }
  return inherited;
}

/** `base` with the `changes` over it; a changed name keeps no other spelling. */
export function overlay(
  base: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  fold: Fold,
): Record<string, string> {
  const changed = new Set(Object.keys(changes).map(fold));
  const kept = Object.entries(base).filter(([name]) => !changed.has(fold(name)));
  return { ...Object.fromEntries(kept), ...changes };
}

function hasText(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}
