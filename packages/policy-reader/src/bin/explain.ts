/** `latchkey-policy explain`: what is in force, where it comes from, and why: the policy inspector as text. */
import { parseArgs } from "node:util";
import { describePolicy } from "../describe-policy.ts";
import { formatPolicyReport } from "../describe/format-report.ts";
import { command, type Command, type Parsed } from "./command.ts";
import { readDevice } from "./device-policy.ts";
import { jsonOutput } from "./json-output.ts";
import { readArgument } from "./policy-argument.ts";
import { productHelp, productNamesOf, productOptions, type ProductNames } from "./product-names.ts";
import { widthOf } from "./terminal.ts";

interface ExplainArguments {
  /** This device's policy without one. */
  readonly source: string | undefined;
  readonly product: ProductNames;
  readonly all: boolean;
  readonly json: boolean;
}

const usage = `Usage: latchkey-policy explain [OPTIONS]

Explains this device's policy: how people authenticate and why, and for each
setting its value, type, source and status. The output holds no secrets, and
is what a support ticket needs.

  --source FILE         explains this file instead; - for standard input
  --all                 lists the settings without a value too
  --json                writes the report as JSON
${productHelp}

Exit status:
  0  explained, whatever there is to say
  2  wrong arguments, or a file that cannot be read
`;

const options = {
  source: { type: "string" },
  all: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  ...productOptions,
} as const;

export const explain: Command = command<ExplainArguments>({
  name: "explain",
  summary: "explains this device's policy",
  usage,
  options,
  parse: parseExplainArguments,
  run: async ({ source, product, all, json }, terminal) => {
    const policy =
      source === undefined
        ? await readDevice(product, terminal)
        : await readArgument(source, product, terminal);
    if (policy.status === "unreadable") {
      terminal.err(`${policy.reason}\n`);
      return 2;
    }
    const report = describePolicy(policy.snapshot, policy.decision, { includeUnset: all });
    terminal.out(json ? jsonOutput(report) : formatPolicyReport(report, widthOf(terminal)));
    return 0;
  },
});

function parseExplainArguments(args: readonly string[]): Parsed<ExplainArguments> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  if (positionals.length > 0)
    return { status: "wrong", reason: "explain takes no file; name one with --source FILE." };
  const { source, all, json } = values;
  return { status: "run", arguments: { source, product: productNamesOf(values), all, json } };
}
