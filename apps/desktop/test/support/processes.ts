/** What runs on this machine, read from /proc, and what it says. */
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The ids of the processes with `text` in their command line. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => readOr(`/proc/${name}/cmdline`).includes(text))
    .map(Number);
}

/** A process that has ended and waits for its parent does not count. */
export function isRunning(pid: number): boolean {
  const state = /^State:\s+(\w)/m.exec(readOr(`/proc/${pid}/status`))?.[1];
  return state !== undefined && state !== "Z";
}

/** What a program says first; one that ends without a word is an error, with what it complained of. */
export async function firstOutput(child: {
  readonly stdout: Readable;
  readonly stderr: Readable | null;
}): Promise<string> {
  const first = once(child.stdout, "data").then(([chunk]) => String(chunk));
  const ended = once(child.stdout, "end").then(() => undefined);
  const output = await Promise.race([first, ended]);
  if (output !== undefined) return output;
  throw new Error(`It ended without a word: ${child.stderr === null ? "" : await text(child.stderr)}`);
}

export function readOr(path: string, otherwise = ""): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}

/** The ids of the processes whose current folder is this one. */
export function processesIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => linkOr(`/proc/${name}/cwd`) === folder)
    .map(Number);
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
