/** Runs a program of the machine in a test; a missing one fails with the line that installs it. */
import { spawn } from "node:child_process";

export interface Tool {
  readonly command: string;
  /** The Debian packages that bring it. */
  readonly packages: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ToolResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end and keeps what it prints. */
export async function runTool(tool: Tool, args: readonly string[], input = ""): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool.command, args, { env: environmentOf(tool), stdio: "pipe" });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on("error", () => undefined);
    child.on("error", (cause) => reject(notInstalled(tool, cause)));
    child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
    child.stdin.end(input);
  });
}

/** Runs a program without pipes: processes that it leaves behind cannot hold the answer back. */
export async function runQuietly(tool: Tool, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool.command, args, { env: environmentOf(tool), stdio: "ignore" });
    child.on("error", (cause) => reject(notInstalled(tool, cause)));
    child.on("close", (code) => resolve(code));
  });
}

function environmentOf({ environment }: Tool): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment };
}

function notInstalled({ command, packages }: Tool, cause: Error): Error {
  const install = `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
  return new Error(`${command} does not run. Install it as root: ${install}`, { cause });
}
