/** The zod schema of a fault: refuses those that could never happen as they are written. */

import { z } from "zod";
import { operations } from "../core/operation.ts";
import type { Fault } from "./fault.ts";

/** A fault as JSON can say it: `times` is "always" instead of `Infinity`. */
export type WrittenFault = Omit<Fault, "times"> & { readonly times?: number | "always" | undefined };

/** The longest time a timer can wait. */
const longestDelayMs = 2_147_483_647;

const whole = (least: number, most: number = Number.MAX_SAFE_INTEGER): z.ZodNumber =>
  z.int(`expected a whole number from ${least}`).min(least).max(most);
const location = z
  .string()
  .refine((text) => areHeaders({ location: text }), "expected what a header may hold");
const operation = z.enum(operations);
const executed = z.boolean().optional();

const anyFault = {
  operation: z.union([operation, z.array(operation).min(1)]).optional(),
  client: z.string().optional(),
  userName: z.string().optional(),
  nth: whole(1).optional(),
  times: z.union([whole(1), z.literal("always")]).optional(),
};

export const faultSchema: z.ZodType<WrittenFault> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("error"),
    status: whole(400, 599),
    error: z.string().regex(/^[A-Za-z_]+$/, "expected an OAuth error code or the name of an exception"),
    reason: z
      .string()
      .regex(/^\w{1,128}$/, "expected the name of an exception")
      .optional(),
    headers: z
      .record(z.string(), z.string())
      .refine(areHeaders, "expected names and values that HTTP allows")
      .optional(),
    ...anyFault,
  }),
  z.strictObject({ kind: z.literal("delay"), ms: z.number().min(0).max(longestDelayMs), ...anyFault }),
  z.strictObject({ kind: z.literal("reset"), executed, ...anyFault }),
  z.strictObject({ kind: z.literal("stall"), executed, ...anyFault }),
  z.strictObject({ kind: z.literal("truncate"), bytes: whole(0), executed, ...anyFault }),
  z.strictObject({ kind: z.literal("malformed"), body: z.string().optional(), ...anyFault }),
  z.strictObject({ kind: z.literal("html"), status: whole(200, 599), ...anyFault }),
  z.strictObject({ kind: z.literal("redirect"), status: whole(300, 399), location, ...anyFault }),
]);

export function writtenFault(fault: Fault): WrittenFault {
  return fault.times === Infinity ? { ...fault, times: "always" } : fault;
}

export function readFault({ times, ...fault }: WrittenFault): Fault {
  return { ...fault, times: times === "always" ? Infinity : times } as Fault;
}

function areHeaders(headers: Readonly<Record<string, string>>): boolean {
  try {
    return new Headers(headers) instanceof Headers;
  } catch {
    return false;
  }
}
