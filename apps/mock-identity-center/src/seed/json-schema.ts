/** The JSON Schema of seeds, for editors; published as `seed.schema.json`. */

import { z } from "zod";
import { seedSchema } from "./seed-schema.ts";

/** As much of a JSON Schema as is looked at here. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

export function seedJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(seedSchema, { io: "input" }) as JsonSchema & {
    readonly $schema: string;
  };
  return { $schema, title: "Seed of mock-identity-center", ...schema } as JsonSchema;
}

/** The members that an object at this path may have. */
export function memberNames(path: readonly PropertyKey[]): readonly string[] {
  const schemas = path.reduce<readonly JsonSchema[]>(
    (all, part) => all.flatMap((schema) => step(schema, part)),
    alternatives(seedJsonSchema()),
  );
  return schemas.flatMap(({ properties }) => Object.keys(properties ?? {}));
}

function step({ properties, items }: JsonSchema, part: PropertyKey): readonly JsonSchema[] {
  const next = typeof part === "number" ? items : properties?.[String(part)];
  return next === undefined ? [] : alternatives(next);
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf?.flatMap(alternatives) ?? [schema];
}
