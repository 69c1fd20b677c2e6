/** `latchkey-policy egress`: the firewall allow-list of a policy. */
import { parseArgs } from "node:util";
import { printable } from "../describe/printable.ts";
import { egressRequirements } from "../egress/egress-requirements.ts";
import { formatEgress } from "../egress/format-egress.ts";
import { command, type Command, type Parsed } from "./command.ts";
import { readDevice } from "./device-policy.ts";
import { jsonOutput } from "./json-output.ts";
import { readArgument } from "./policy-argument.ts";
import { productHelp, productNamesOf, productOptions, type ProductNames } from "./product-names.ts";
import { widthOf } from "./terminal.ts";
import { verdictOf } from "./verdict.ts";

interface EgressArguments {
  /** This device's policy without one. */
  readonly file: string | undefined;
  readonly product: ProductNames;
  readonly json: boolean;
  readonly hosts: boolean;
}

const usage = `Usage: latchkey-policy egress [OPTIONS] [FILE]

Lists the hosts that the network must let out for a policy file, or for this
device's policy. FILE may be - for standard input.

  --hosts               only the host names, one a line
  --json                writes hosts, sandboxHosts, partition and notes
${productHelp}

Exit status:
  0  listed
  1  the policy has errors, so hosts may be missing
  2  wrong arguments, or a file that cannot be read
`;

const options = {
  hosts: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  ...productOptions,
} as const;

export const egress: Command = command<EgressArguments>({
  name: "egress",
  summary: "lists the hosts that a policy needs",
  usage,
  options,
  parse: parseEgressArguments,
  run: async ({ file, product, json, hosts }, terminal) => {
    const policy =
      file === undefined ? await readDevice(product, terminal) : await readArgument(file, product, terminal);
    if (policy.status === "unreadable") {
      terminal.err(`${policy.reason}\n`);
      return 2;
    }
    const { snapshot, decision } = policy;
    const requirements = egressRequirements(snapshot, decision);
    terminal.out(
      json
        ? jsonOutput(requirements)
        : formatEgress(requirements, { hostsOnly: hosts, ...widthOf(terminal) }),
    );
    const { diagnostics } = verdictOf(snapshot, decision);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    for (const { severity, message } of errors) terminal.err(`${severity}: ${printable(message)}\n`);
    return errors.length === 0 ? 0 : 1;
  },
});

function parseEgressArguments(args: readonly string[]): Parsed<EgressArguments> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [file] = positionals;
  if (positionals.length > 1)
    return { status: "wrong", reason: "Name one policy file, or none for this device." };
  const { json, hosts } = values;
  if (json && hosts) return { status: "wrong", reason: "Choose one of --hosts and --json." };
  return { status: "run", arguments: { file, product: productNamesOf(values), json, hosts } };
}
