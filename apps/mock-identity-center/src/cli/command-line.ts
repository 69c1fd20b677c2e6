/** Which subcommand a command line asks for. */

import { packageVersion } from "../package-version.ts";
import { approve } from "./approve.ts";
import type { Command } from "./command.ts";
import { endpointsJsonCommand } from "./endpoints-json.ts";
import { env } from "./env.ts";
import { openapi } from "./openapi.ts";
import { proxy } from "./proxy.ts";
import { serve } from "./serve.ts";
import type { Terminal } from "./terminal.ts";

const commands: readonly Command[] = [serve, proxy, approve, env, endpointsJsonCommand, openapi];

const usage = `Usage: mock-identity-center [COMMAND] [OPTIONS]

A strict stand-in for IAM Identity Center, its access portal, STS and Bedrock.

${commands.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join("\n")}

Without a command: serve. COMMAND --help tells its options, --version the version.
`;

/** Resolves with the exit status. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first = ""] = args;
  if (first === "--version") {
    terminal.out(`${packageVersion()}\n`);
    return 0;
  }
  if (first === "--help" || first === "-h") {
    terminal.out(usage);
    return 0;
  }
  if (first === "" || first.startsWith("-")) return serve.start(args, terminal);
  const command = commands.find(({ name }) => name === first);
  if (command !== undefined) return command.start(args.slice(1), terminal);
  terminal.err(`There is no command ${JSON.stringify(first)}\n\n${usage}`);
  return 2;
}
