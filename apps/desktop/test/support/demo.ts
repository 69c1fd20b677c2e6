/** Runs the built demo as people do: a process of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../dist/demo/cli.js", import.meta.url));
const POLICIES = fileURLToPath(new URL("../../../../examples/policies/", import.meta.url));

export const policyFile = (name: string): string => `${POLICIES}${name}`;

export interface FinishedDemo {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DemoRun {
  readonly finished: Promise<FinishedDemo>;
  /** Resolves when standard output has `text`. */
  readonly printed: (text: string) => Promise<void>;
  /** What was printed so far. */
  readonly stdout: () => string;
  readonly interrupt: () => void;
  readonly pid: number;
}

export interface DemoRunOptions {
  /** Put before the program, for example `dbus-run-session --`. */
  readonly before?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export function runDemoProcess(
  words: readonly string[],
  { before = [], environment = {} }: DemoRunOptions = {},
): DemoRun {
  const [program = process.execPath, ...rest] = [...before, process.execPath, CLI, ...words];
  const child = spawn(program, rest, {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  const watchers = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const watcher of watchers) watcher();
  });
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const { pid } = child;
  if (pid === undefined) throw new Error("the demo did not start");
  return {
    pid,
    finished: new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr }))),
    printed: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!stdout.includes(text)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    stdout: () => stdout,
    // What a terminal does on Ctrl-C: the whole process group gets the signal.
    interrupt: () => void process.kill(-pid, "SIGINT"),
  };
}

export const eventsOf = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
