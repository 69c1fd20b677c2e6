/** The command line of `pnpm check`. */

import { parseArgs } from "node:util";

export type CommandLine =
  | {
      readonly status: "run";
      readonly names: readonly string[];
      /** Whether by `--only`. */
      readonly areNamed: boolean;
      readonly json: boolean;
    }
  | { readonly status: "help" }
  | { readonly status: "wrong"; readonly reason: string };

/** Reads the arguments after the script's name; `known` are the names of all checks, in their order. */
export function parseCommandLine(args: readonly string[], known: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: "boolean", short: "h" }, only: { type: "string" }, json: { type: "boolean" } },
    });
    if (values.help === true) return { status: "help" };
    const wanted = values.only?.split(",").map((name) => name.trim()) ?? known;
    const unknown = wanted.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      return { status: "wrong", reason: `There is no check named '${unknown.join("', '")}'.` };
    return {
      status: "run",
      names: known.filter((name) => wanted.includes(name)),
      areNamed: values.only !== undefined,
      json: values.json === true,
    };
  } catch (error) {
    return { status: "wrong", reason: error instanceof Error ? error.message : String(error) };
  }
}

export function usage(known: readonly string[]): string {
  return [
    "Usage: pnpm check [--only NAME[,NAME]] [--json]",
    "",
    "  --only NAME[,NAME]  run these checks only; what is wrong by today's date alone then fails, and is a warning otherwise",
    "  --json              print one JSON object per check: name, passed, seconds, findings",
    "  --help              print this text",
    "",
    `Checks: ${known.join(", ")}`,
    "Exit status: 0 all passed, 1 a check failed, 2 wrong arguments.",
    "",
  ].join("\n");
}
