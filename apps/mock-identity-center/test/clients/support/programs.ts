/** Real clients as processes: found where Debian installs them, and run until they end. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import type { Variables } from "../../../src/index.ts";

/** Program, and the Debian package it comes in. */
const packages = { aws: "awscli", python3: "python3-boto3", chromium: "chromium" } as const;

/** Not the PATH of the tests: a newer client that somebody put in front of Debian's would be tested instead. */
export const debianPath = "/usr/bin:/bin";

/** The path of a program; @throws when it is missing, with the line that installs it. */
export function programPath(name: keyof typeof packages): string {
  const path = `/usr/bin/${name}`;
  if (existsSync(path)) return path;
  throw new Error(
    `${path} is missing. Run as root: apt-get install -y --no-install-recommends ${packages[name]}`,
  );
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a test may take on a busy machine. */
export const patienceMs = 120_000;

/** Runs a program until it ends; kills it, and rejects, when `signal` aborts. */
export function runProgram(
  path: string,
  args: readonly string[],
  environment: Variables,
  signal?: AbortSignal,
): Promise<Run> {
  const child = spawn(path, args, {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
    // Before the test ends, so that no process outlives it.
    timeout: patienceMs - 10_000,
    killSignal: "SIGKILL",
    ...(signal ? { signal } : {}),
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
