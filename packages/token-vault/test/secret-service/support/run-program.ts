/** Starts the program of this folder, and looks at the processes that it starts. */

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Adapter } from "./adapters.ts";

export interface Instruction {
  readonly adapter: Adapter;
  readonly action: "probe" | "put" | "get" | "clear";
  readonly directory: string;
  readonly token: string;
}

export interface ProgramResult {
  readonly result: unknown;
  /** From its start to its result, and from its result to its end, in milliseconds. */
  readonly answeredAfterMs: number;
  readonly endedAfterMs: number;
  readonly exitCode: number | null;
}

export function startProgram(
  environment: Readonly<Record<string, string>>,
  instruction: Instruction,
): ChildProcess {
  const program = fileURLToPath(new URL("./program.ts", import.meta.url));
  const child = spawn(process.execPath, [program], { env: environment, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(instruction));
  return child;
}

export async function runProgram(
  environment: Readonly<Record<string, string>>,
  instruction: Instruction,
): Promise<ProgramResult> {
  const startedAt = performance.now();
  const child = startProgram(environment, instruction);
  const exit = once(child, "exit");
  const [output] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const answeredAt = performance.now();
  const [exitCode] = (await exit) as [number | null];
  return {
    result: JSON.parse(output.toString("utf8")) as unknown,
    answeredAfterMs: answeredAt - startedAt,
    endedAfterMs: performance.now() - answeredAt,
    exitCode,
  };
}

/** The keytar hosts that a process started, by process id. */
export function hostsOf(parent: number | undefined): readonly number[] {
  return hosts().filter((id) => parentOf(id) === parent);
}

/** The keytar hosts of one session bus, whoever started them. */
export function hostsOnBus(environment: Readonly<Record<string, string>>): readonly number[] {
  const address = environment["DBUS_SESSION_BUS_ADDRESS"] ?? "no bus";
  return hosts().filter((id) => procFile(id, "environ").includes(address));
}

/** A file of /proc about a process; empty when the process is gone. */
export function procFile(id: number, name: "cmdline" | "environ" | "stat"): string {
  try {
    return readFileSync(join("/proc", String(id), name), "utf8");
  } catch {
    return "";
  }
}

export function isRunning(id: number): boolean {
  const state = statFields(id)[0];
  return state !== undefined && state !== "Z";
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

function hosts(): readonly number[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => procFile(id, "cmdline").includes("keytar-host"));
}

function parentOf(id: number): number {
  return Number(statFields(id)[1]);
}

/** What follows the name, which may hold blanks. */
function statFields(id: number): readonly string[] {
  const stat = procFile(id, "stat");
  return stat === "" ? [] : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
