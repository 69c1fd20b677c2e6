import { spawn } from "node:child_process";

export interface Finished {
  readonly code: number;
  /** Standard output and error, in order; empty unless `capture` was set. */
  readonly output: string;
}

export interface RunOptions {
  readonly capture?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. A program that cannot be started finishes with code 127. */
export function run(program: string, words: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { capture = false, environment = {} } = options;
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      stdio: ["ignore", capture ? "pipe" : "inherit", capture ? "pipe" : "inherit"],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", ...environment },
    });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
