/** Where the log's lines go: one file that only this user can read, and the one before it; neither grows over the cap. */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const MAXIMUM_BYTES = 1024 * 1024;

export interface LogFile {
  write(line: string): void;
}

/** @param maximumBytes when the file would grow over it, it becomes `<path>.1` and a new one begins. */
export function openLogFile(path: string, maximumBytes = MAXIMUM_BYTES): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const open = (): number => openSync(path, "a", 0o600);
  let file = open();
  let size = fstatSync(file).size;
  return {
    write(line) {
      const bytes = Buffer.byteLength(line);
      if (size > 0 && size + bytes > maximumBytes) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = open();
        size = 0;
      }
      writeSync(file, line);
      size += bytes;
    },
  };
}
