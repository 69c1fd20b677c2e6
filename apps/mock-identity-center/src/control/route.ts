/** One operation of the control API: how it is asked for, what it answers, what it does. */

import { z } from "zod";
import type { MockIdentityCenter } from "../mock-identity-center.ts";
import type { MockIdentityCenterErrorCode } from "../mock-error.ts";
import { controlSchemas, named } from "./schemas.ts";

export type ControlMethod = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

export interface Route {
  readonly method: ControlMethod;
  /** Below the prefix, with parameters in braces: `/users/{userName}`. */
  readonly path: string;
  /** Its name in the OpenAPI description. */
  readonly name: string;
  readonly summary: string;
  readonly query: z.ZodObject;
  /** Undefined for operations that take none. */
  readonly body: z.ZodType | undefined;
  /** Undefined for 204. */
  readonly answer: z.ZodType | undefined;
  readonly status: number;
  /** What the mock itself may refuse it with. */
  readonly refusals: readonly MockIdentityCenterErrorCode[];
  readonly run: (mock: MockIdentityCenter, input: Input<unknown, unknown>) => unknown;
}

export interface Input<Query, Body> {
  /** The parameters in the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** Calls back when nobody is left to answer. */
  readonly whenGone: (callback: () => void) => void;
}

interface RouteOf<Query extends z.ZodRawShape, Body, Answer> {
  readonly name: string;
  readonly summary: string;
  readonly query?: Query;
  readonly body?: z.ZodType<Body>;
  readonly answer?: z.ZodType<Answer>;
  /** Answers 201 instead of 200. */
  readonly creates?: boolean;
  readonly refusals?: readonly MockIdentityCenterErrorCode[];
  readonly run: (
    mock: MockIdentityCenter,
    input: Input<z.infer<z.ZodObject<Query>>, Body>,
  ) => Answer | Promise<Answer>;
}

/** Checks that what a route does fits what it says of itself. */
export function route<Query extends z.ZodRawShape, Body, Answer>(
  called: `${ControlMethod} /${string}`,
  { query, body, answer, creates = false, refusals = [], run, name, summary }: RouteOf<Query, Body, Answer>,
): Route {
  const [method, path] = called.split(" ") as [ControlMethod, string];
  const given: z.ZodRawShape = query ?? {};
  if (answer !== undefined && !controlSchemas.has(answer)) named(`${capitalized(name)}Answer`, answer);
  return {
    name,
    summary,
    method,
    path,
    query: z.strictObject(given),
    body,
    answer,
    refusals,
    status: answer === undefined ? 204 : creates ? 201 : 200,
    run: run as Route["run"],
  };
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** In the query of operations on one instance. */
export const instanceQuery: { readonly instance: z.ZodOptional<z.ZodString> } = {
  instance: z
    .string()
    .meta({ description: "Start URL or identity store id of an instance; the first by default" })
    .optional(),
};
