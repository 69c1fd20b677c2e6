/** One subcommand: its name, its usage, its arguments and what it does. */

import { MockIdentityCenterError } from "../mock-error.ts";
import type { MockIdentityCenterErrorCode } from "../mock-error.ts";
import type { Terminal } from "./terminal.ts";

export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Resolves with the exit status. */
  readonly start: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

export type Parsed<Arguments> =
  | { readonly status: "run"; readonly arguments: Arguments }
  | { readonly status: "wrong"; readonly reason: string };

export interface CommandOf<Arguments> extends Pick<Command, "name" | "summary" | "usage"> {
  /** May throw what `parseArgs` of Node throws. */
  readonly parse: (args: readonly string[]) => Parsed<Arguments>;
  readonly run: (args: Arguments, terminal: Terminal) => Promise<number>;
}

/** What the caller wrote is wrong, rather than the world it was run in. */
const wrongInput: readonly MockIdentityCenterErrorCode[] = [
  "SEED_INVALID",
  "STATE_INVALID",
  "STATE_OF_ANOTHER_SEED",
  "STATE_IN_USE",
  "STATE_UNWRITABLE",
  "CONTROL_TOKEN_INVALID",
  "TLS_HOST_INVALID",
  "CLIENT_NOT_REACHABLE",
  "ENVIRONMENT_UNQUOTABLE",
];

export function command<Arguments>({ name, summary, usage, parse, run }: CommandOf<Arguments>): Command {
  const start: Command["start"] = async (args, terminal) => {
    if (args.includes("--help") || args.includes("-h")) {
      terminal.out(usage);
      return 0;
    }
    const parsed = parseSafely(parse, args);
    if (parsed.status === "wrong") {
      terminal.err(`${parsed.reason}\n\n${usage}`);
      return 2;
    }
    try {
      return await run(parsed.arguments, terminal);
    } catch (error) {
      if (!(error instanceof MockIdentityCenterError)) throw error;
      terminal.err(`${error.message}\n`);
      return wrongInput.includes(error.code) ? 2 : 1;
    }
  };
  return { name, summary, usage, start };
}

function parseSafely<Arguments>(
  parse: CommandOf<Arguments>["parse"],
  args: readonly string[],
): Parsed<Arguments> {
  try {
    return parse(args);
  } catch (error) {
    if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS"))
      return { status: "wrong", reason: error.message };
    throw error;
  }
}
