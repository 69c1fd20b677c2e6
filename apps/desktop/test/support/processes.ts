/** What runs on this machine, read from /proc. */
import { readdirSync, readFileSync } from "node:fs";

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

export function readOr(path: string, otherwise = ""): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}
