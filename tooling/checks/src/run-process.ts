/** Starts the programs the checks rely on. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

export interface ProcessResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Tools come from the repository of the checks, also when they look at another directory. */
const TOOLS = resolve(import.meta.dirname, "../../../node_modules");
const PACKAGE_OF: Readonly<Record<string, string>> = { tsc: "typescript" };

/** Runs a program to its end. Rejects only when it cannot be started. */
export function runProcess(
  command: string,
  args: readonly string[],
  directory: string,
): Promise<ProcessResult> {
  const PATH = [join(TOOLS, ".bin"), process.env["PATH"]].join(delimiter);
  return new Promise((fulfil, reject) => {
    const env = { ...process.env, PATH };
    const child = spawn(command, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    child.once("error", (cause) => reject(new Error(`'${command}' could not be started`, { cause })));
    child.once("close", (code) => fulfil({ exitCode: code ?? 1, ...output }));
  });
}

/** Runs a tool of the root manifest, such as `oxlint`, on the Node that runs the checks. */
export function runTool(tool: string, args: readonly string[], directory: string): Promise<ProcessResult> {
  const directoryOfTool = join(TOOLS, PACKAGE_OF[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(directoryOfTool, "package.json"), "utf8")) as {
    bin: Readonly<Record<string, string>>;
  };
  const script = bin[tool];
  if (script === undefined) throw new Error(`The manifest of ${tool} names no executable`);
  return runProcess(process.execPath, [join(directoryOfTool, script), ...args], directory);
}
