/** Runs a program of the machine in a test; a missing one fails with the line that installs it. */
import { spawn } from "node:child_process";

export interface ToolResult {
  readonly code: number | null;
  readonly output: string;
}

export interface ToolOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
}

/** @param packages the Debian packages that bring the program. */
export async function runTool(
  command: string,
  args: readonly string[],
  packages: string,
  options: ToolOptions = {},
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...options.environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", (cause) => {
      const install = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
      reject(new Error(`${command} does not run. Install it as root: ${install}`, { cause }));
    });
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
    child.stdin.end(options.input);
  });
}
