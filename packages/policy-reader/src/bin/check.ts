/** `latchkey-policy check`: whether policy files are fine, for administrators and their continuous integration. */
import { parseArgs, styleText } from "node:util";
import { printable } from "../describe/printable.ts";
import { wrap } from "../describe/text-layout.ts";
import type { PolicySeverity } from "../policy-types.ts";
import { command, type Command, type Parsed } from "./command.ts";
import { jsonOutput } from "./json-output.ts";
import { readArgument, type PolicyArgument } from "./policy-argument.ts";
import { productHelp, productNamesOf, productOptions, type ProductNames } from "./product-names.ts";
import type { Terminal } from "./terminal.ts";
import { verdictOf, type Verdict } from "./verdict.ts";

interface CheckArguments {
  readonly files: readonly string[];
  readonly product: ProductNames;
  readonly strict: boolean;
  readonly json: boolean;
}

const usage = `Usage: latchkey-policy check [OPTIONS] FILE...

Says of each policy file which authentication it leads to, and what is wrong
with it. FILE may be - for standard input.

  --strict              warnings count as errors
  --json                writes { "files": [...] }
${productHelp}

Exit status:
  0  every file is fine
  1  a file has errors, or leaves people without a credential
  2  wrong arguments, or a file that cannot be read
`;

const options = {
  strict: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  ...productOptions,
} as const;

export const check: Command = command<CheckArguments>({
  name: "check",
  summary: "says whether policy files are fine",
  usage,
  options,
  parse: parseCheckArguments,
  run: async ({ files, product, strict, json }, terminal) => {
    const checked: CheckedFile[] = [];
    for (const file of files) checked.push(checkFile(await readArgument(file, product, terminal), strict));
    if (json) terminal.out(jsonOutput({ files: checked.map(jsonOf) }));
    else for (const file of checked) print(file, terminal);
    return Math.max(...checked.map(({ exitStatus }) => exitStatus));
  },
});

interface CheckedFile {
  readonly argument: PolicyArgument;
  /** Of a file that could be read. */
  readonly verdict?: Verdict;
  readonly exitStatus: 0 | 1 | 2;
}

function parseCheckArguments(args: readonly string[]): Parsed<CheckArguments> {
  const { values, positionals: files } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (files.length === 0) return { status: "wrong", reason: "Name at least one policy file." };
  const { strict, json } = values;
  return { status: "run", arguments: { files, product: productNamesOf(values), strict, json } };
}

function checkFile(argument: PolicyArgument, strict: boolean): CheckedFile {
  if (argument.status === "unreadable") return { argument, exitStatus: 2 };
  const verdict = verdictOf(argument.snapshot, argument.decision);
  const fine = verdict.usable && verdict.errors === 0 && (!strict || verdict.warnings === 0);
  return { argument, verdict, exitStatus: fine ? 0 : 1 };
}

function jsonOf({ argument, verdict, exitStatus }: CheckedFile): object {
  const { name: file } = argument;
  if (argument.status === "unreadable") return { file, verdict: "unreadable", reason: argument.reason };
  const { mode, reason } = argument.decision;
  return { file, verdict: exitStatus === 0 ? "fine" : "not fine", mode, reason, ...verdict };
}

function print({ argument, verdict }: CheckedFile, terminal: Terminal): void {
  if (argument.status === "unreadable" || verdict === undefined) {
    terminal.err(`${argument.status === "unreadable" ? argument.reason : argument.name}\n`);
    return;
  }
  const { mode, reason } = argument.decision;
  const prefix = `${argument.name}: `;
  const lines = [
    `${printable(argument.name)}: ${mode}, ${countsOf(verdict)}`,
    ...hanging("", `${reason}${verdict.usable ? "" : " Nobody can sign in with it."}`, terminal),
    ...verdict.diagnostics.flatMap(({ severity, message }) => {
      const text = message.startsWith(prefix) ? message.slice(prefix.length) : message;
      const lead = severity.padEnd("warning".length + 2);
      return hanging(lead, printable(text), terminal).map((line) => coloured(line, severity, terminal));
    }),
  ];
  terminal.out(lines.map((line) => `${line}\n`).join(""));
}

/** `lead` and a text beside it, which a terminal has in lines of its width; a pipe gets one line to search in. */
function hanging(
  lead: string,
  text: string,
  { width = Number.POSITIVE_INFINITY }: Terminal,
): readonly string[] {
  const lines = wrap(text, Math.max(width, 40) - 2 - lead.length);
  return lines.map((line, index) => `  ${index === 0 ? lead : " ".repeat(lead.length)}${line}`);
}

function countsOf({ errors, warnings }: Verdict): string {
  const counts = [counted(errors, "error"), counted(warnings, "warning")].filter((text) => text !== "");
  return counts.length === 0 ? "no problems" : counts.join(", ");
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const COLOURS = { error: "red", warning: "yellow", info: "cyan" } as const;

/** The severity at the start of a finding's first line. */
function coloured(line: string, severity: PolicySeverity, { colours }: Terminal): string {
  const lead = `  ${severity} `;
  if (!colours || !line.startsWith(lead)) return line;
  return `  ${styleText(COLOURS[severity], severity, { validateStream: false })} ${line.slice(lead.length)}`;
}
