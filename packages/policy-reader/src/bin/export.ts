/** `latchkey-policy export`: the same policy in another format, or the catalogue for administrators' tools. */
import { parseArgs } from "node:util";
import { findPolicyKey } from "../catalogue.ts";
import { printable } from "../describe/printable.ts";
import { effectiveEntries } from "../effective-entries.ts";
import { exportPolicy } from "../encode/export-policy.ts";
import type { PolicyExportFormat, PolicyExportValues } from "../encode/export-types.ts";
import type { PolicyDiagnostic, PolicyScope, PolicySnapshot } from "../policy-types.ts";
import { command, suggestion, type Command, type Parsed } from "./command.ts";
import { readArgument } from "./policy-argument.ts";
import { productHelp, productNamesOf, productOptions, type ProductNames } from "./product-names.ts";
import type { Terminal } from "./terminal.ts";
import { writeOutput } from "./write-output.ts";

const FROM_VALUES = ["mobileconfig", "reg", "json"] as const;
const FROM_CATALOGUE = ["admx", "adml", "manifest", "reg-removal"] as const;
const FORMATS: readonly PolicyExportFormat[] = [...FROM_VALUES, ...FROM_CATALOGUE];

interface ExportArguments {
  readonly format: PolicyExportFormat;
  /** Undefined for the formats without values. */
  readonly file: string | undefined;
  readonly out: string | undefined;
  readonly includeSecrets: boolean;
  readonly organization: string | undefined;
  readonly scope: PolicyScope;
  readonly product: ProductNames;
}

const usage = `Usage: latchkey-policy export --format FORMAT [OPTIONS] [FILE]

Writes a policy file in another format. FILE may be - for standard input.

  --format FORMAT       with FILE:
                          mobileconfig  configuration profile (macOS)
                          reg           registry file (Windows)
                          json          managed settings (Linux)
                        without:
                          admx, adml    for group policy editors
                          manifest      for macOS profile editors
                          reg-removal   removes the policy from Windows
  --out PATH            writes to this file, and not to standard output
  --scope SCOPE         machine (default), or user: HKEY_CURRENT_USER, and a
                        profile for one user
  --include-secrets     writes secrets in clear text; without it they are left
                        out, and named
  --organization NAME   who issues the profile
${productHelp}

Exit status:
  0  written
  1  the policy has errors, and nothing is written
  2  wrong arguments, or a file that cannot be read or written
`;

const options = {
  format: { type: "string" },
  out: { type: "string" },
  "include-secrets": { type: "boolean", default: false },
  organization: { type: "string" },
  scope: { type: "string", default: "machine" },
  ...productOptions,
} as const;

export const exportCommand: Command = command<ExportArguments>({
  name: "export",
  summary: "writes a policy in another format",
  usage,
  options,
  parse: parseExportArguments,
  run,
});

function parseExportArguments(args: readonly string[]): Parsed<ExportArguments> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [file] = positionals;
  const { format: written = "", out, organization } = values;
  const format = FORMATS.find((one) => one === written);
  if (format === undefined) {
    const hint = suggestion(written, FORMATS);
    return { status: "wrong", reason: `--format expects one of ${FORMATS.join(", ")}.${hint}` };
  }
  const { scope } = values;
  if (scope !== "machine" && scope !== "user")
    return { status: "wrong", reason: "--scope expects machine or user." };
  const takesFile = FROM_VALUES.some((one) => one === format);
  if (takesFile && positionals.length !== 1)
    return { status: "wrong", reason: `Name one policy file to write as ${format}.` };
  if (!takesFile && file !== undefined)
    return { status: "wrong", reason: `${format} holds no values, so it takes no policy file.` };
  const includeSecrets = values["include-secrets"];
  const product = productNamesOf(values);
  return { status: "run", arguments: { format, file, out, includeSecrets, organization, scope, product } };
}

async function run(given: ExportArguments, terminal: Terminal): Promise<number> {
  const { format, file, includeSecrets, organization, scope, product } = given;
  const policy = file === undefined ? undefined : await readArgument(file, product, terminal);
  if (policy?.status === "unreadable") {
    terminal.err(`${policy.reason}\n`);
    return 2;
  }
  const errors = policy?.snapshot.diagnostics.filter(({ severity }) => severity === "error") ?? [];
  if (errors.length > 0) return refuse(errors, terminal);
  const result = exportPolicy(format, policy === undefined ? {} : valuesOf(policy.snapshot), {
    includeSecrets,
    scope,
    ...product,
    ...(organization === undefined ? {} : { organization }),
  });
  if (result.status === "refused") return refuse(result.diagnostics, terminal);
  print([...leftOut(policy?.snapshot), ...result.diagnostics], terminal);
  return deliver(result.bytes, given, terminal);
}

/** The known settings in force, the ones that nothing uses today included. */
function valuesOf({ entries }: PolicySnapshot): PolicyExportValues {
  const values = effectiveEntries(entries).flatMap(({ key, value }) =>
    value === undefined || findPolicyKey(key) === undefined ? [] : [[key, value] as const],
  );
  return Object.fromEntries(values);
}

/** Names that mean nothing to this product are in no export. */
function leftOut(snapshot: PolicySnapshot | undefined): readonly PolicyDiagnostic[] {
  const entries = snapshot?.entries.filter(({ key }) => findPolicyKey(key) === undefined) ?? [];
  return entries.flatMap(({ diagnostics }) => diagnostics);
}

function refuse(diagnostics: readonly PolicyDiagnostic[], terminal: Terminal): number {
  print(diagnostics, terminal);
  terminal.err("Nothing is written. Repair the policy, and export again.\n");
  return 1;
}

function print(diagnostics: readonly PolicyDiagnostic[], terminal: Terminal): void {
  for (const { severity, message } of diagnostics) terminal.err(`${severity}: ${printable(message)}\n`);
}

async function deliver(
  bytes: Uint8Array,
  { out, includeSecrets, format }: ExportArguments,
  terminal: Terminal,
): Promise<number> {
  if (out === undefined) {
    if (terminal.interactive && format.startsWith("reg")) {
      terminal.err("A .reg file is UTF-16, which a terminal cannot show. Write it with --out PATH.\n");
      return 2;
    }
    terminal.out(bytes);
    return 0;
  }
  try {
    await writeOutput(out, bytes, includeSecrets);
    return 0;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    terminal.err(`${printable(out)}: cannot be written (${code}). Name another path with --out.\n`);
    return 2;
  }
}
