import { expect, it } from "vitest";
import { parseCommandLine } from "./command-line.ts";
import type { Mutant } from "./mutant.ts";

const mutant = (name: string, file: string): Mutant => ({
  name,
  file,
  find: "a",
  replace: "b",
  breaks: "nothing",
  killedBy: { project: "none", tests: [] },
});
const known = [
  mutant("slow-down", "poll.ts"),
  mutant("deadline", "poll.ts"),
  mutant("keep-old", "refresh.ts"),
];

it.each([
  ["without arguments, all", [], ["slow-down", "deadline", "keep-old"]],
  ["by a name", ["--only", "keep"], ["keep-old"]],
  ["by a file", ["--only", "poll.ts"], ["slow-down", "deadline"]],
  ["by several texts", ["--only", "slow,refresh", "--only", "dead"], ["slow-down", "deadline", "keep-old"]],
])("chooses mutants %s", (_, args, names) => {
  const command = parseCommandLine(args, known);
  if (command.status !== "run") throw new Error(command.status);
  expect(command.mutants.map(({ name }) => name)).toEqual(names);
});

it("lists instead of running, and prints JSON", () => {
  expect(parseCommandLine(["--list", "--json"], known)).toMatchObject({ status: "list", json: true });
});

it.each([[["--only", "nobody"]], [["--unknown"]], [["stray"]]])("refuses %j", (args) => {
  expect(parseCommandLine(args, known).status).toBe("wrong");
});
