/** The command line of `mock-identity-center`. */

import { parseArgs } from "node:util";

export type CliArguments =
  | {
      readonly status: "run";
      readonly port: number;
      readonly seedFile: string | undefined;
      readonly stateFile: string | undefined;
    }
  | { readonly status: "help" }
  | { readonly status: "wrong"; readonly reason: string };

export const usage = `Usage: mock-identity-center [--port N] [--seed FILE] [--state FILE]

A strict stand-in for IAM Identity Center, its access portal, STS and Bedrock on 127.0.0.1.
When it listens it prints one line of JSON with its addresses; SIGINT or SIGTERM ends it.

  --port N      port to listen on, 0 (default) for any free one
  --seed FILE   JSON or YAML file with instances, users, accounts, permission sets, assignments, models
  --state FILE  keeps what was issued and edited over restarts; test data, readable by its owner
  --help        this text

Exit status: 0 ended by a signal, 1 the port is not available, 2 wrong arguments, seed or state file.
`;

/** Reads the arguments after the program's name. */
export function parseCliArguments(args: readonly string[]): CliArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        seed: { type: "string" },
        state: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return { status: "help" };
    const port = parsePort(values.port ?? "0");
    if (port === undefined) return { status: "wrong", reason: "--port expects a number from 0 to 65535" };
    return { status: "run", port, seedFile: values.seed, stateFile: values.state };
  } catch (error) {
    return { status: "wrong", reason: error instanceof Error ? error.message : String(error) };
  }
}

function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}
