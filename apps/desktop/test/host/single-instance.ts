/** A real lock: one socket in the user-data folder. A second process hands its arguments over, and is told so at once. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { join } from "node:path";

/** Run in a child, because Electron's answer is synchronous. */
const HAND_OVER = `
  const socket = require("node:net").connect(process.argv[1]);
  socket.on("connect", () => socket.end(process.argv[2]));
  socket.on("error", () => process.exit(7));
  socket.on("close", () => process.exit());
`;

export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
}

/** @returns undefined when another process has the lock; that one calls its `onSecond`. */
export function lockInstance(
  userData: string,
  onSecond: (second: SecondInstance) => void,
): Server | undefined {
  const path = join(userData, "host-instance");
  if (existsSync(path)) {
    const second: SecondInstance = { argv: process.argv, workingDirectory: process.cwd() };
    const { status } = spawnSync(process.execPath, ["-e", HAND_OVER, path, JSON.stringify(second)]);
    if (status === 0) return undefined;
    // Whoever had it is gone without having removed it.
    rmSync(path, { force: true });
  }
  const server = createServer((socket) => {
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("end", () => onSecond(JSON.parse(text) as SecondInstance));
  });
  server.listen(path).unref();
  return server;
}
