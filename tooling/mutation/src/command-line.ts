/** The arguments of `pnpm mutants`. */
import { parseArgs } from "node:util";
import type { Mutant } from "./mutant.ts";

export type Command =
  | { readonly status: "run"; readonly mutants: readonly Mutant[]; readonly json: boolean }
  | { readonly status: "list"; readonly mutants: readonly Mutant[]; readonly json: boolean }
  | { readonly status: "help" }
  | { readonly status: "wrong"; readonly reason: string };

export const USAGE = `Usage: pnpm mutants [--only TEXT[,TEXT]] [--list] [--json]

Plants one small bug after the other in a copy of the tree, and runs the tests that should notice it.

  --only TEXT[,TEXT]  only mutants whose name or file contains one of the texts
  --list              print the mutants and run nothing
  --json              print one JSON object for each mutant, and one for the verdict
  --help              print this text

Exit status: 0 at least 90 % were killed and no listed survivor was, 1 otherwise, 2 wrong arguments.
`;

export function parseCommandLine(args: readonly string[], known: readonly Mutant[]): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: "string", multiple: true },
        list: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { status: "help" };
    const texts = values.only?.flatMap((list) => list.split(",")) ?? [""];
    const unknown = texts.find((text) => !known.some((mutant) => isNamed(mutant, text)));
    if (unknown !== undefined)
      return { status: "wrong", reason: `There is no mutant of ${JSON.stringify(unknown)}` };
    const mutants = known.filter((mutant) => texts.some((text) => isNamed(mutant, text)));
    return { status: values.list ? "list" : "run", mutants, json: values.json };
  } catch (error) {
    return { status: "wrong", reason: error instanceof Error ? error.message : String(error) };
  }
}

function isNamed({ name, file }: Mutant, text: string): boolean {
  return name.includes(text) || file.includes(text);
}
