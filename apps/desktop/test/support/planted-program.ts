/** Programs that a test plants on disk: shell scripts with an interpreter line. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @returns the program's path. */
export function plantProgram(folder: string, name: string, body: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, mode);
  return path;
}
