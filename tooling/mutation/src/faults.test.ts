/** Every fault fits the sources as they are; whether its tests notice it is for `pnpm faults`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { editsOf } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { plant } from "./plant.ts";

const DESKTOP = join(import.meta.dirname, "../../../apps/desktop");
const noTests = { breaks: "nothing", killedBy: { project: "none", tests: [] } } as const;

it.each(FAULTS)("$name can be planted", (fault) => {
  expect(fault.caughtBy).not.toEqual([]);
  for (const edit of editsOf(fault)) {
    const text = readFileSync(join(DESKTOP, edit.file), "utf8");
    expect(plant({ name: fault.name, ...edit, ...noTests }, text)).not.toBe(text);
  }
});

it("no two have one name", () => {
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
});
