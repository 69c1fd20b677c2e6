/** One subcommand: its name, its usage, its arguments and what it does. */
import { isWithinTwoEdits } from "../catalogue.ts";
import { printable } from "../describe/printable.ts";
import { PolicyReaderError } from "../policy-reader-error.ts";
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
  /** The options by their long names, to suggest one for a slip. */
  readonly options: Readonly<Record<string, unknown>>;
  /** May throw what `parseArgs` of Node throws. */
  readonly parse: (args: readonly string[]) => Parsed<Arguments>;
  readonly run: (args: Arguments, terminal: Terminal) => Promise<number>;
}

export function command<Arguments>(definition: CommandOf<Arguments>): Command {
  const { name, summary, usage, run } = definition;
  const start: Command["start"] = async (args, terminal) => {
    if (asksForHelp(args)) {
      terminal.out(usage);
      return 0;
    }
    const parsed = parseSafely(definition, args);
    if (parsed.status === "wrong") {
      terminal.err(`latchkey-policy ${name}: ${parsed.reason}\nTry: latchkey-policy ${name} --help\n`);
      return 2;
    }
    try {
      return await run(parsed.arguments, terminal);
    } catch (error) {
      if (!(error instanceof PolicyReaderError)) throw error;
      terminal.err(
        `latchkey-policy ${name}: ${asOption(error.message)}.\nTry: latchkey-policy ${name} --help\n`,
      );
      return 2;
    }
  };
  return { name, summary, usage, start };
}

/** The library's names of its options, as a command line spells them. */
function asOption(message: string): string {
  const spelled = message.replace(/^expected (?=domain|registryKey|organization)/, "expected --");
  return printable(spelled.replace("registryKey", "registry-key"));
}

/** ` Did you mean X?`, or nothing. */
export function suggestion(written: string, names: readonly string[]): string {
  const near = names.find((name) => isWithinTwoEdits(written.toLowerCase(), name.toLowerCase()));
  return near === undefined ? "" : ` Did you mean ${near}?`;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes("--help") || options.includes("-h");
}

function parseSafely<Arguments>(
  { parse, options }: CommandOf<Arguments>,
  args: readonly string[],
): Parsed<Arguments> {
  try {
    return parse(args);
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) throw error;
    switch (error.code) {
      case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
        return { status: "wrong", reason: unknownOption(args, Object.keys(options)) };
      case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
      case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
        return { status: "wrong", reason: printable(error.message) };
      default:
        throw error;
    }
  }
}

/** Without what follows an equals sign: it could be anything. */
function unknownOption(args: readonly string[], known: readonly string[]): string {
  const names = known.map((name) => `--${name}`);
  const written = args.map((arg) => arg.split("=", 1)[0] ?? "");
  const unknown = written.find((arg) => /^-./.test(arg) && !names.includes(arg)) ?? "";
  return `There is no option ${printable(unknown)}.${suggestion(unknown, names)}`;
}
