import { expect, test } from "vitest";
import { plantedWorkspace } from "../planted-workspace.ts";
import { findUnformatted } from "./format.ts";

test("formatted files pass", async () => {
  using root = plantedWorkspace({ "a.ts": "export const a = 1;\n" });
  expect(await findUnformatted(root.path)).toEqual([]);
});

test("a file that oxfmt would change is named", async () => {
  using root = plantedWorkspace({ "a.ts": "export const a = 1;\n", "src/b.ts": "export const b=1" });
  expect((await findUnformatted(root.path)).map(({ file }) => file)).toEqual(["src/b.ts"]);
});

test("a file that oxfmt cannot read is a failure", async () => {
  using root = plantedWorkspace({ "a.ts": "export const a = {" });
  expect(JSON.stringify(await findUnformatted(root.path))).toContain("a.ts");
});
