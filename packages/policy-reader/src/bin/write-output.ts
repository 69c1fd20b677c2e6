/** Writes an export to the path that a command line names: the whole file or nothing. */
import { randomUUID } from "node:crypto";
import { chmod, lstat, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * A regular file is replaced as a whole, and so is the mode of one that gets secrets. Where something else is, such
 * as a pipe, the bytes go into it; secrets go through no link, because it may lead to where others read.
 *
 * @throws {Error} of the file system, with its code.
 */
export async function writeOutput(path: string, bytes: Uint8Array, secrets: boolean): Promise<void> {
  const existing = await lstat(path).catch(ifMissing);
  if (existing?.isSymbolicLink() === true && secrets) {
    throw Object.assign(new Error("a symbolic link"), { code: "a symbolic link" });
  }
  if (existing !== undefined && !existing.isFile()) return writeFile(path, bytes);
  await replace(path, bytes, secrets, existing?.mode);
}

function ifMissing(cause: unknown): undefined {
  if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
  throw cause;
}

async function replace(
  path: string,
  bytes: Uint8Array,
  secrets: boolean,
  existingMode: number | undefined,
): Promise<void> {
  const unfinished = join(dirname(path), `.latchkey-policy-${randomUUID()}`);
  try {
    // `wx`: takes no file or link that somebody has put there.
    await writeFile(unfinished, bytes, { flag: "wx", mode: secrets ? 0o600 : 0o666, flush: true });
    if (existingMode !== undefined && !secrets) await chmod(unfinished, existingMode & 0o777);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}
