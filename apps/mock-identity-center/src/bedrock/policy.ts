/** Evaluates a permission set's inline policy: deny beats allow, and what nothing allows is denied. */

import type { SeedPolicy, SeedStatement } from "../seed/seed.ts";

export type PolicyDecision = "allowed" | "not-allowed" | "explicitly-denied";

/** @see AWS IAM User Guide, "Policy evaluation logic" for identity-based policies */
export function evaluatePolicy(
  policy: SeedPolicy | undefined,
  action: string,
  resource: string,
): PolicyDecision {
  const statement = policy?.Statement ?? [];
  const matching = asList(statement).filter((s) => concerns(s, action, resource));
  if (matching.some((s) => s.Effect === "Deny")) return "explicitly-denied";
  return matching.length > 0 ? "allowed" : "not-allowed";
}

function concerns(statement: SeedStatement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const actionMatches = (patterns: string | readonly string[]): boolean =>
    asList(patterns).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  const resourceMatches = (patterns: string | readonly string[]): boolean =>
    asList(patterns).some((pattern) => matches(pattern, resource));
  return (
    (Action === undefined || actionMatches(Action)) &&
    (NotAction === undefined || !actionMatches(NotAction)) &&
    (Resource === undefined || resourceMatches(Resource)) &&
    (NotResource === undefined || !resourceMatches(NotResource))
  );
}

/** `*` is any text, `?` one character. Linear in the text for each star, whatever the pattern. */
function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resumeAt = 0;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = p;
      p += 1;
      resumeAt = t;
    } else if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      resumeAt += 1;
      t = resumeAt;
    } else return false;
  }
  return pattern.slice(p).replaceAll("*", "") === "";
}

function asList<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
