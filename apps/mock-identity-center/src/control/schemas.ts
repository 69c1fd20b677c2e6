/** The names under which schemas appear in the OpenAPI description. */

import { z } from "zod";

/** Schemas that the description refers to instead of repeating them. */
export const controlSchemas: z.core.$ZodRegistry<{ id: string }> = z.registry<{ id: string }>();

export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  controlSchemas.add(schema, { id });
  return schema;
}

export const time: z.ZodISODateTime = z.iso.datetime();
export const text: z.ZodString = z.string();
