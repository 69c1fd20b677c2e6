/** Runs the bin: within the test, where the terminal is made up, and as a process of its own. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommandLine } from "../../src/bin/command-line.ts";
import type { Terminal } from "../../src/bin/terminal.ts";
import type { PolicySource } from "../../src/policy-types.ts";
import { encode, type Settings, type TestFormat } from "../support.ts";

export interface BinResult {
  readonly exitStatus: number | null;
  readonly out: string;
  readonly err: string;
  /** Standard output as it is. */
  readonly bytes: Uint8Array;
}

export interface Surroundings {
  readonly input?: string | Uint8Array;
  readonly terminal?: Partial<Terminal>;
  /** This device's sources. */
  readonly device?: readonly PolicySource[];
}

/** The command line within the test. */
export async function run(args: readonly string[], surroundings: Surroundings = {}): Promise<BinResult> {
  const { input = "", terminal, device = [] } = surroundings;
  const out: Buffer[] = [];
  let err = "";
  const exitStatus = await runCommandLine(args, {
    out: (content) => void out.push(Buffer.from(content)),
    err: (text) => void (err += text),
    input: async () => Buffer.from(input),
    colours: false,
    interactive: false,
    width: undefined,
    managedSources: () => ({ sources: device, precedence: "machine-exclusive" }),
    ...terminal,
  });
  const bytes = Buffer.concat(out);
  return { exitStatus, out: bytes.toString("utf8"), err, bytes };
}

const BIN = fileURLToPath(new URL("../../scripts/latchkey-policy.ts", import.meta.url));

/** The bin as a process, from the sources as in a fresh clone. */
export async function runProcess(args: readonly string[], input?: Uint8Array | string): Promise<BinResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (exitStatus) => {
      const bytes = Buffer.concat(out);
      resolve({ exitStatus, out: bytes.toString("utf8"), err: Buffer.concat(err).toString("utf8"), bytes });
    });
    child.stdin.end(input);
  });
}

export { BIN };

const ENDINGS: Readonly<Record<TestFormat, string>> = {
  json: "json",
  "xml-plist": "plist",
  "binary-plist": "plist",
  mobileconfig: "mobileconfig",
  "mobileconfig-wrapper": "mobileconfig",
  reg: "reg",
  "reg-ansi": "reg",
};

/** Writes a policy file and gives its path. */
export function policyFile(
  directory: string,
  settings: Settings,
  format: TestFormat = "json",
  name = "policy",
): string {
  const path = join(directory, `${name}.${ENDINGS[format]}`);
  writeFileSync(path, encode(format, settings));
  return path;
}
