/** Which subcommand a command line asks for. */
import { printable } from "../describe/printable.ts";
import { check } from "./check.ts";
import { suggestion, type Command } from "./command.ts";
import { diff } from "./diff.ts";
import { egress } from "./egress.ts";
import { explain } from "./explain.ts";
import { exportCommand } from "./export.ts";
import { packageVersion } from "./package-version.ts";
import type { Terminal } from "./terminal.ts";

const commands: readonly Command[] = [check, explain, exportCommand, egress, diff];

const usage = `Usage: latchkey-policy COMMAND [OPTIONS]

Checks, explains, converts and compares managed policies: .mobileconfig,
property list, .reg and JSON.

${commands.map(({ name, summary }) => `  ${name.padEnd(10)}${summary}`).join("\n")}

COMMAND --help tells its options, --version the version. No output holds a
secret, except an export with --include-secrets.
`;

/** Resolves with the exit status. What nobody foresaw is 2 as well: 1 is an answer about a policy. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runCommand(args, terminal);
  } catch (cause) {
    terminal.err(`latchkey-policy: An error in this program; please report it.\n${originOf(cause)}\n`);
    return 2;
  }
}

/** Without the message, which could quote a file. */
function originOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const frames = (cause.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  return [cause.name, ...frames].join("\n");
}

async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === "--version") {
    terminal.out(`${packageVersion()}\n`);
    return 0;
  }
  if (first === "--help" || first === "-h") {
    terminal.out(usage);
    return 0;
  }
  if (first === undefined) {
    terminal.err(usage);
    return 2;
  }
  const command = commands.find(({ name }) => name === first);
  if (command !== undefined) return command.start(rest, terminal);
  const names = [...commands.map(({ name }) => name), "--help", "--version"];
  const what = first.startsWith("-") ? "option" : "command";
  terminal.err(
    `latchkey-policy: There is no ${what} ${printable(first)}.${suggestion(first, names)}\nTry: latchkey-policy --help\n`,
  );
  return 2;
}
