/** The demo's command line. */
import { parseArgs } from "node:util";

export interface DemoOptions {
  readonly policy: string;
  readonly manual: boolean;
  readonly json: boolean;
  readonly debug: boolean;
  readonly keychain: "os" | "memory" | undefined;
  readonly prompt: string;
  /** Where the app's data stays afterwards; a temporary folder, removed at the end, when not given. */
  readonly keep: string | undefined;
}

export type ParsedOptions =
  | { readonly status: "run"; readonly options: DemoOptions }
  | { readonly status: "help" }
  | { readonly status: "usage"; readonly message: string };

export const USAGE = `Usage: pnpm demo [options]

From a managed policy file to a Bedrock answer inside the sandbox, against an embedded mock of IAM Identity Center.

  --policy FILE          .mobileconfig, .reg or .json policy (examples/policies/acme.mobileconfig)
  --manual               open nothing and approve nothing: you do it in your browser
  --keychain os|memory   where the vault's key lives (the OS keychain when a usable one is found)
  --prompt TEXT          what to ask the model
  --json                 one event per line, for machines
  --debug                write the app's debug log to stderr as well
  --keep DIRECTORY       keep the app's data folder (vault, log) here, and its key in the keychain
  --help                 this text

Exit codes: 0 done · 1 failed · 2 the command line or the policy cannot be used · 130 interrupted
`;

export function parseOptions(argv: readonly string[], defaultPolicy: string): ParsedOptions {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        policy: { type: "string", default: defaultPolicy },
        manual: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        debug: { type: "boolean", default: false },
        keychain: { type: "string" },
        prompt: { type: "string", default: "In one sentence: what is a latchkey?" },
        keep: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { status: "help" };
    const { keychain, keep, ...others } = values;
    if (keychain !== undefined && keychain !== "os" && keychain !== "memory") {
      return { status: "usage", message: "--keychain takes os or memory" };
    }
    if (values.prompt.trim() === "") return { status: "usage", message: "--prompt takes text" };
    return { status: "run", options: { ...others, keychain, keep } };
  } catch (error) {
    return {
      status: "usage",
      message: error instanceof Error ? error.message : "the options could not be read",
    };
  }
}
