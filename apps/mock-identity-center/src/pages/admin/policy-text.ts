/** An inline policy as text in a form, and what is wrong with it, place by place. */

import type { z } from "zod";
import type { SeedPolicy } from "../../seed/seed.ts";
import { policySchema, statementSchema } from "../../seed/seed-schema.ts";

export type PolicyText =
  | { readonly status: "policy"; readonly policy: SeedPolicy | undefined }
  | { readonly status: "refused"; readonly reasons: readonly string[] };

export function formatPolicy(policy: SeedPolicy | undefined): string {
  return policy === undefined ? "" : JSON.stringify(policy, undefined, 2);
}

/** Nothing typed is no policy. */
export function parsePolicy(text: string): PolicyText {
  if (text.trim() === "") return { status: "policy", policy: undefined };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return refused([`This is not JSON. ${(error as SyntaxError).message}.`]);
  }
  const parsed = policySchema.safeParse(document);
  if (parsed.success) return { status: "policy", policy: parsed.data };
  return refused(describe(document, parsed.error));
}

/** A wrong statement says more of itself than the choice between one statement and a list of them. */
function describe(document: unknown, error: z.ZodError): readonly string[] {
  const others = error.issues
    .filter(({ path }) => path[0] !== "Statement")
    .map(({ path, message }) => line(path, message));
  const { Statement: given } = Object(document) as { readonly Statement?: unknown };
  if (typeof given !== "object" || given === null)
    return others.length > 0 && given !== undefined
      ? others
      : [...others, "Statement: expected a statement or a list of them"];
  const isList = Array.isArray(given);
  const statements: readonly unknown[] = isList ? given : [given];
  if (statements.length === 0) return [...others, "Statement: expected at least one"];
  const wrong = statements.flatMap((statement, index) =>
    (statementSchema.safeParse(statement).error?.issues ?? []).map(({ path, message }) =>
      line(["Statement", ...(isList ? [index] : []), ...path], message),
    ),
  );
  return [...others, ...wrong];
}

function line(path: readonly PropertyKey[], message: string): string {
  const place = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return `${place.replace(/^\./, "") || "The policy"}: ${message}`;
}

function refused(reasons: readonly string[]): PolicyText {
  return { status: "refused", reasons };
}
