/** Writes a file as a whole or not at all: nobody ever reads half of it, and a private one is never readable by others. */
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export type WriteResult =
  | { readonly status: "written" }
  | { readonly status: "not-written"; readonly code: string };

export interface WriteOptions {
  /** Readable by this user alone, whatever was there before. */
  readonly isPrivate: boolean;
}

/** @returns the operating system's code instead of throwing it. */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  { isPrivate }: WriteOptions,
): Promise<WriteResult> {
  const unfinished = join(dirname(path), `.${randomUUID()}.unfinished`);
  try {
    // `wx` takes no file or link that somebody has put there.
    await writeFile(unfinished, bytes, { flag: "wx", mode: isPrivate ? 0o600 : 0o666, flush: true });
    await rename(unfinished, path);
    return { status: "written" };
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    return notWritten(error);
  }
}

/** @returns as {@link writeWhole}; a file that is not there is removed already. */
export async function removeFile(path: string): Promise<WriteResult> {
  try {
    await rm(path, { force: true });
    return { status: "written" };
  } catch (error) {
    return notWritten(error);
  }
}

function notWritten(error: unknown): WriteResult {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code !== "string") throw error;
  return { status: "not-written", code };
}
