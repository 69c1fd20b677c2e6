/** The published JSON Schema. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { defaultSeed } from "../../src/index.ts";
import { seedJsonSchema } from "../../src/seed/json-schema.ts";

const file = new URL("../../seed.schema.json", import.meta.url);
const published = JSON.parse(readFileSync(file, "utf8")) as Parameters<typeof z.fromJSONSchema>[0];

test("seed.schema.json is current; otherwise run pnpm --filter mock-identity-center seed-schema", () => {
  expect(published).toEqual(seedJsonSchema());
});

test("it accepts the default seed, and refuses what is missing, unknown or malformed", () => {
  const schema = z.fromJSONSchema(published);
  const [first] = defaultSeed.instances;
  const withInstance = (members: object): unknown => ({
    ...defaultSeed,
    instances: [{ ...first, ...members }],
  });
  expect(schema.safeParse(defaultSeed).error).toBeUndefined();
  expect(schema.safeParse(withInstance({ accounts: [{ accountId: "12", name: "A" }] })).success).toBe(false);
  expect(schema.safeParse(withInstance({ regions: [] })).success).toBe(false);
  expect(schema.safeParse({ instances: defaultSeed.instances }).success).toBe(false);
});
