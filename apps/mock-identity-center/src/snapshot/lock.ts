/**
 * One process a state file. The lock is a local socket that only one process can listen on: the system releases it
 * when that process ends, in whatever way, so that no lock is ever stale and no process id is ever confused.
 *
 * On Linux the socket has a name and no file, in the network namespace of the process: two containers that share a
 * volume do not see each other. On Windows it is a named pipe, elsewhere a file in the folder for temporary files.
 */

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Lock {
  release(): Promise<void>;
}

/** Undefined when another process, or another mock of this one, has the lock. @param file its real path. */
export async function lockFile(file: string): Promise<Lock | undefined> {
  const address = addressOf(file);
  const lock = await listen(address);
  if (lock !== undefined || !leavesFile || (await isAnswered(address))) return lock;
  rmSync(address, { force: true });
  return listen(address);
}

/** Whether an ended process leaves something behind. */
const leavesFile = process.platform !== "linux" && process.platform !== "win32";

function addressOf(file: string): string {
  const name = `mock-identity-center-${createHash("sha256").update(file).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
}

function listen(address: string): Promise<Lock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once("error", (error) => {
      if ("code" in error && error.code === "EADDRINUSE") resolve(undefined);
      else reject(error);
    });
    server.listen(address, () =>
      resolve({ release: () => new Promise((released) => server.close(() => released())) }),
    );
  });
}

function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
