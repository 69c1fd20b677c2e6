import { expect, test } from "vitest";
import { parseCommandLine, usage } from "./command-line.ts";

const known = ["format", "lint", "changesets"];

test("without arguments every check runs", () => {
  expect(parseCommandLine([], known)).toEqual({ status: "run", names: known, areNamed: false, json: false });
});

test("--only keeps the order of the checks, not the order of the argument", () => {
  const command = parseCommandLine(["--only", "changesets,format", "--json"], known);
  expect(command).toEqual({ status: "run", names: ["format", "changesets"], areNamed: true, json: true });
});

test("--help asks for the usage, which names every check", () => {
  expect(parseCommandLine(["--help"], known)).toEqual({ status: "help" });
  for (const name of known) expect(usage(known)).toContain(name);
});

test.each([["--fix"], ["--only"], ["lint"], ["--only=lnit"], ["--only="]])("%s is wrong", (argument) => {
  expect(parseCommandLine([argument], known).status).toBe("wrong");
});
