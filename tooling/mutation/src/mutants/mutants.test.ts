import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { plant } from "../plant.ts";
import { mutants } from "./index.ts";

const ROOT = join(import.meta.dirname, "../../../..");

it.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s still fits its file", (_, mutant) => {
  expect(() => plant(mutant, readFileSync(join(ROOT, mutant.file), "utf8"))).not.toThrow();
});

it("every name is one mutant's", () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});
