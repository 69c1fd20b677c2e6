/** zod's issues in our words. */

import { closestMatch } from "leven";
import type { z } from "zod";
import { memberNames } from "./json-schema.ts";
import type { SeedProblem } from "./problems.ts";

type Issue = z.core.$ZodIssue;

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "an object",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
};

/** @param root where in a seed `input` is. */
export function describeIssues(
  issues: readonly Issue[],
  input: unknown,
  root: readonly PropertyKey[] = [],
): SeedProblem[] {
  return issues.flatMap((issue) => describe(issue, input, root));
}

function describe(issue: Issue, input: unknown, root: readonly PropertyKey[]): SeedProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = memberNames([...root, ...path]);
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: unknownMember(key, known),
        isName: true,
      }));
    }
    case "invalid_type":
      return [{ path, message: wrongType(issue.expected, valueAt(input, path)) }];
    case "invalid_value":
      return [
        { path, message: `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}` },
      ];
    case "too_small":
      return [{ path, message: `expected at least ${issue.minimum}${unitOf(issue.origin)}` }];
    case "too_big":
      return [{ path, message: `expected at most ${issue.maximum}${unitOf(issue.origin)}` }];
    case "invalid_union":
      return describeUnion(issue, input, root);
    default:
      return [{ path, message: lowerFirst(issue.message) }];
  }
}

/** Of the forms that a value may have, the one that it was meant to have by its type. */
function describeUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  input: unknown,
  root: readonly PropertyKey[],
): SeedProblem[] {
  const { path } = issue;
  const isOfType = (branch: readonly Issue[]): boolean =>
    !branch.some((inner) => inner.code === "invalid_type" && inner.path.length === 0);
  const meant = issue.errors.find(isOfType);
  if (meant !== undefined)
    return describeIssues(
      meant.map((inner) => ({ ...inner, path: [...path, ...inner.path] })),
      input,
      root,
    );
  const expected = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === "invalid_type" ? [inner.expected] : []));
  return [{ path, message: `expected ${expected.map(nameOfType).join(" or ")}` }];
}

function unknownMember(key: string, known: readonly string[]): string {
  const closest = closestMatch(key, [...known], { maxDistance: Math.max(2, Math.floor(key.length / 3)) });
  return closest === undefined
    ? `is not known here, expected one of ${known.join(", ")}`
    : `is not known here; did you mean ${closest}?`;
}

function wrongType(expected: string, value: unknown): string {
  const wanted = `expected ${nameOfType(expected)}`;
  if (value === undefined) return `is missing, ${wanted}`;
  const isUnquoted = expected === "string" && (typeof value === "number" || typeof value === "boolean");
  return `${wanted}, found ${kindOf(value)}${isUnquoted ? "; put it in quotes" : ""}`;
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}

function nameOfType(type: string): string {
  return typeNames[type] ?? type;
}

function kindOf(value: unknown): string {
  if (value === null) return "nothing";
  return nameOfType(Array.isArray(value) ? "array" : typeof value);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    input,
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
