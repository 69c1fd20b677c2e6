/** What a request of the control API gives: its body and its query, checked by the route's schemas. */

import type { z } from "zod";
import { bodyLimit } from "../core/core.ts";
import { readJsonObject } from "../core/json-body.ts";
import type { WireRequest } from "../core/wire.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { describeProblem } from "../seed/problems.ts";
import type { Refusal } from "./refusal.ts";

export type Checked<T> =
  | { readonly status: "accepted"; readonly value: T }
  | { readonly status: "refused"; readonly refusal: Refusal };

/** A JSON object in strict UTF-8, or nothing for a route that takes none. */
export function readBody({ body, headers }: WireRequest, schema: z.ZodType | undefined): Checked<unknown> {
  if (body.length > bodyLimit) return refused("BODY_TOO_LARGE", `The body is larger than ${bodyLimit} bytes`);
  if (schema === undefined)
    return body.length === 0
      ? { status: "accepted", value: undefined }
      : refused("INPUT_INVALID", "This operation takes no body");
  if (!/^application\/json *(;|$)/i.test(headers["content-type"] ?? ""))
    return refused("BODY_TYPE_REFUSED", "Send the body as Content-Type: application/json");
  const document = readJsonObject(body);
  if (document === undefined) return refused("BODY_NOT_JSON", "The body is not a JSON object in UTF-8");
  return check(schema, document, "The body");
}

/** One value as text, several as a list; empty ones are mistakes. */
export function readQuery(query: URLSearchParams, schema: z.ZodType): Checked<unknown> {
  const given = [...new Set(query.keys())].map((name) => {
    const values = query.getAll(name);
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  const empty = [...query].find(([, value]) => value === "");
  if (empty !== undefined)
    return refused("INPUT_INVALID", `The query is not valid:\n  ${empty[0]}: is empty`);
  return check(schema, Object.fromEntries(given), "The query");
}

/** @throws SEED_INVALID when a document is put under another name than its own. */
export function expectName(inPath: string | undefined, inBody: string, member: string): void {
  if (inPath === inBody) return;
  throw new MockIdentityCenterError(
    "SEED_INVALID",
    `The body is not valid:\n  ${member}: expected the one in the path`,
  );
}

function check(schema: z.ZodType, input: unknown, what: string): Checked<unknown> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return { status: "accepted", value: data };
  const problems = error.issues.map(describeProblem).join("\n  ");
  return refused("INPUT_INVALID", `${what} is not valid:\n  ${problems}`);
}

function refused(code: Refusal["code"], message: string): Checked<never> {
  return { status: "refused", refusal: { code, message } };
}
