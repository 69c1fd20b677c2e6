/** The command line program, as a process. Needs `dist`, which the build makes. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

export interface Run {
  /** The first line of standard output. */
  readonly firstLine: Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Resolves when standard error contains `text`, with all of it. */
  readonly complained: (text: string) => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

export function run(...args: readonly string[]): Run {
  return runWith({}, ...args);
}

/** With nothing but `environment` of the environment. */
export function runWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Run {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", ...environment },
  });
  let stdout = "";
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("\n")) resolve(stdout.slice(0, stdout.indexOf("\n")));
    });
  });
  const ended = new Promise<Awaited<Run["ended"]>>((resolve) => {
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  const complained = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve(stderr);
      };
      child.stderr.on("data", look);
      look();
    });
  return { firstLine, complained, ended, kill: (signal) => child.kill(signal) };
}
