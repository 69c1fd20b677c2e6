import { expect, it } from "vitest";
import type { Mutant } from "./mutant.ts";
import { runMutants } from "./run-mutants.ts";
import type { ScratchTree } from "./scratch-tree.ts";

const mutant = (name: string, find: string): Mutant => ({
  name,
  file: "a.ts",
  find,
  replace: "0",
  breaks: "nothing",
  killedBy: { project: "none", tests: [] },
});

it("names every stale mutant before it runs or writes anything", async () => {
  const tree: ScratchTree = {
    root: "/nowhere",
    read: () => "const two = 1 + 1;",
    write: () => expect.unreachable(),
    [Symbol.dispose]: () => undefined,
  };
  const progress = { onHealthy: () => expect.unreachable(), onResult: () => expect.unreachable() };
  const mutants = [mutant("good", "1 + 1"), mutant("gone", "2 + 2"), mutant("twice", "1")];
  await expect(runMutants(tree, mutants, progress)).rejects.toThrow(/^gone: .+\ntwice: .+ 2 times/);
});
