/** Where the log's lines go: one file that only this user can read, and the one before it; neither grows over the cap. */
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

const MAXIMUM_BYTES = 1024 * 1024;
const THIS_USER_ONLY = 0o600;
/** A link could lead the lines, or the mode, to another file. Windows has no such flag. */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

export interface LogFile {
  /** Never throws: a full disk is no reason for the app to end. */
  write(line: string): void;
}

/**
 * @param maximumBytes when the file would grow over it, it becomes `<path>.1` and a new one begins.
 * @throws {Error} when the file cannot be opened, or is a link.
 */
export function openLogFile(path: string, maximumBytes = MAXIMUM_BYTES): LogFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let file = openPrivate(path);
  let size = fstatSync(file).size;

  const beginAnew = (): void => {
    const full = file;
    try {
      renameSync(path, `${path}.1`);
      file = openPrivate(path);
      closeSync(full);
    } catch {
      // It cannot be put aside: better to lose old lines than to grow without end.
      ftruncateSync(file);
    }
    size = 0;
  };

  return {
    write(line) {
      const bytes = Buffer.byteLength(line);
      try {
        if (size > 0 && size + bytes > maximumBytes) beginAnew();
        writeSync(file, line);
        size += bytes;
      } catch {
        // There is nowhere left to say it.
      }
    },
  };
}

/** Also one that was there before with another mode. */
function openPrivate(path: string): number {
  const file = openSync(path, FLAGS, THIS_USER_ONLY);
  fchmodSync(file, THIS_USER_ONLY);
  return file;
}
