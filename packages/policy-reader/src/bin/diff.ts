/** `latchkey-policy diff`: what changes for people when one policy replaces another. */
import { parseArgs } from "node:util";
import { printable } from "../describe/printable.ts";
import { columns } from "../describe/text-layout.ts";
import { whatChanged, type LaunchAction } from "../what-changed.ts";
import { command, type Command, type Parsed } from "./command.ts";
import { compareKeys, type KeyDifference } from "./compare-policies.ts";
import { jsonOutput } from "./json-output.ts";
import { readArgument, STANDARD_INPUT, type ReadablePolicy } from "./policy-argument.ts";
import { productHelp, productNamesOf, productOptions, type ProductNames } from "./product-names.ts";
import type { Terminal } from "./terminal.ts";

interface DiffArguments {
  readonly before: string;
  readonly after: string;
  readonly product: ProductNames;
  readonly json: boolean;
}

const usage = `Usage: latchkey-policy diff [OPTIONS] BEFORE AFTER

Compares two policy files, of any formats: the keys, how people authenticate,
and what happens to a stored sign-in. One of them may be - for standard input.
Of a secret it says only that it changed.

  --json                writes modes, keys and signIn
${productHelp}

Exit status:
  0  the same
  1  different
  2  wrong arguments, or a file that cannot be read or understood
`;

const options = { json: { type: "boolean", default: false }, ...productOptions } as const;

export const diff: Command = command<DiffArguments>({
  name: "diff",
  summary: "compares two policies",
  usage,
  options,
  parse: parseDiffArguments,
  run: async ({ before, after, product, json }, terminal) => {
    const old = await readForDiff(before, product, terminal);
    const now = await readForDiff(after, product, terminal);
    if (old === undefined || now === undefined) return 2;
    const difference = {
      before: sideOf(old),
      after: sideOf(now),
      keys: compareKeys(old.snapshot, now.snapshot),
      ...signInOf(old, now),
    };
    terminal.out(json ? jsonOutput(difference) : format(difference));
    return difference.keys.length === 0 ? 0 : 1;
  },
});

interface Side {
  readonly file: string;
  readonly mode: string;
  readonly reason: string;
}

interface Difference {
  readonly before: Side;
  readonly after: Side;
  readonly keys: readonly KeyDifference[];
  /** What happens to a sign-in of the first policy; absent when it has none. */
  readonly signIn?: Pick<LaunchAction, "action" | "reason">;
}

function parseDiffArguments(args: readonly string[]): Parsed<DiffArguments> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [before, after] = positionals;
  if (before === undefined || after === undefined || positionals.length > 2)
    return { status: "wrong", reason: "Name two policy files: BEFORE and AFTER." };
  if (before === STANDARD_INPUT && after === STANDARD_INPUT)
    return { status: "wrong", reason: "Standard input can be one of the files, not both." };
  return { status: "run", arguments: { before, after, product: productNamesOf(values), json: values.json } };
}

/** A policy with errors in its values can be compared; one that cannot be understood cannot. */
async function readForDiff(
  file: string,
  product: ProductNames,
  terminal: Terminal,
): Promise<ReadablePolicy | undefined> {
  const policy = await readArgument(file, product, terminal);
  if (policy.status === "unreadable") {
    terminal.err(`${policy.reason}\n`);
    return undefined;
  }
  if (policy.snapshot.status === "read") return policy;
  for (const { severity, message } of policy.decision.diagnostics)
    terminal.err(`${severity}: ${printable(message)}\n`);
  return undefined;
}

function sideOf({ name, decision: { mode, reason } }: ReadablePolicy): Side {
  return { file: name, mode, reason };
}

/** Whoever signed in under the first policy is where a launch under the second one starts. */
function signInOf(before: ReadablePolicy, after: ReadablePolicy): Pick<Difference, "signIn"> {
  if (before.decision.mode !== "aws-sso") return {};
  const { action, reason } = whatChanged(before.decision, after.decision);
  return { signIn: { action, reason } };
}

function format({ before, after, keys, signIn }: Difference): string {
  if (keys.length === 0) return "";
  const signs = { added: "+", removed: "-", changed: "~" };
  const rows = keys.map((one) => [`${signs[one.change]} ${printable(one.key)}`, printable(valueOf(one))]);
  const mode = before.mode === after.mode ? before.mode : `${before.mode} → ${after.mode}`;
  const lines = [
    ...columns(rows),
    `Mode: ${mode}. ${after.reason}`,
    ...(signIn === undefined ? [] : [`Stored sign-in: ${signIn.action}. ${signIn.reason}`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function valueOf({ before = "", after = "", change }: KeyDifference): string {
  if (change === "added") return after;
  if (change === "removed") return before;
  return before === after ? "(changed)" : `${before} → ${after}`;
}
