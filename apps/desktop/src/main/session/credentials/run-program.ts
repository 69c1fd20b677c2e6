/** Runs a program that prints a credential: no shell, a deadline, a limit on what it prints, nothing of it in errors. */
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import type { Clock } from "../../clock.ts";

export interface ProgramRun {
  readonly program: string;
  readonly arguments: readonly string[];
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly sleep: Clock["sleep"];
  readonly signal?: AbortSignal;
}

export type ProgramEnd =
  /** What it printed may hold secrets: to be parsed, and never shown. */
  | {
      readonly status: "exited";
      readonly code: number | null;
      readonly stdout: string;
      readonly stderr: string;
    }
  /** The operating system refused; `ENOENT`, `EACCES` and the like. */
  | { readonly status: "not-started"; readonly errno: string }
  | { readonly status: "timed-out" }
  | { readonly status: "too-big" };

type Child = ChildProcessByStdio<null, Readable, Readable>;

const MAX_OUTPUT_BYTES = 64 * 1024;

/** However it ends, the program and what it started in its process group have ended. */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  run.signal?.throwIfAborted();
  const child = start(run);
  if ("status" in child) return child;
  const done = new AbortController();
  const signals = run.signal === undefined ? [done.signal] : [done.signal, run.signal];
  const deadline = run.sleep(run.timeoutMs, AbortSignal.any(signals));
  try {
    return await Promise.race([endOf(child), deadline.then(() => ({ status: "timed-out" }) as const)]);
  } finally {
    done.abort();
    endGroup(child);
  }
}

function start(run: ProgramRun): Child | (ProgramEnd & { readonly status: "not-started" }) {
  try {
    return spawn(run.program, run.arguments, {
      // Node copies this variable of its own into a child that does not mention it.
      env: { ...run.environment, NODE_V8_COVERAGE: undefined },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
  } catch (error) {
    return { status: "not-started", errno: errnoOf(error) };
  }
}

function endOf(child: Child): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    const collect = (chunks: Buffer[]) => (chunk: Buffer) => {
      chunks.push(chunk);
      if (Buffer.concat(chunks).length > MAX_OUTPUT_BYTES) resolve({ status: "too-big" });
    };
    child.stdout.on("data", collect(stdout));
    child.stderr.on("data", collect(stderr));
    child.once("error", (error) => resolve({ status: "not-started", errno: errnoOf(error) }));
    child.once("close", (code) => {
      const [out = "", err = ""] = [stdout, stderr].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      resolve({ status: "exited", code, stdout: out, stderr: err });
    });
  });
}

function endGroup(child: Child): void {
  child.stdout.destroy();
  child.stderr.destroy();
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

function errnoOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "UNKNOWN";
}
