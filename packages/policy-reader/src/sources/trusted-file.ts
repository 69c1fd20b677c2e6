/**
 * Reads a file that only the administrator can have written: root owns it and every folder above it, and nobody
 * else can write to any of them.
 *
 * The folders are checked from the top down, so none can be exchanged once it has passed. The file itself is
 * opened without following a link, and everything after that is asked of the open file and never of its path.
 */
import { constants, type Stats } from "node:fs";
import { lstat, open, type FileHandle } from "node:fs/promises";
import { posix } from "node:path";
import { error, type Finding } from "../diagnostic.ts";
import { readAtMost } from "./read-at-most.ts";
import { ownershipProblem } from "./ownership.ts";

export interface TrustRules {
  /** The user ID that must own the file and its folders. */
  readonly owner: number;
  /** Folders above this one are not looked at. */
  readonly root: string;
  readonly fileSystem: {
    readonly lstat: (path: string) => Promise<Stats>;
    readonly open: (path: string, flags: number) => Promise<FileHandle>;
  };
}

export const ADMINISTRATOR_ONLY: TrustRules = { owner: 0, root: "/", fileSystem: { lstat, open } };

export type TrustedFile =
  | { readonly status: "content"; readonly bytes: Uint8Array }
  | { readonly status: "absent" }
  | { readonly status: "untrusted" | "unreadable" | "malformed"; readonly finding: Finding };

/** @param path absolute. Access lists beyond the mode bits are not looked at. */
export async function readTrustedFile(path: string, rules: TrustRules): Promise<TrustedFile> {
  try {
    const problem = await folderProblem(path, rules);
    await using file = await rules.fileSystem.open(path, OPEN_FLAGS);
    return problem === undefined ? await readOpen(file, path, rules) : untrusted(problem);
  } catch (cause) {
    return explain(cause, path);
  }
}

// Without O_NONBLOCK, opening a named pipe waits for a writer. Windows has neither flag.
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function folderProblem(
  path: string,
  { owner, root, fileSystem }: TrustRules,
): Promise<string | undefined> {
  for (const folder of foldersAbove(path, root)) {
    const stats = await fileSystem.lstat(folder);
    const problem = stats.isDirectory() ? ownershipProblem(stats, folder, owner) : notAFolder(stats, folder);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** From `root` down to the folder that holds `path`. */
function foldersAbove(path: string, root: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    folders.unshift(folder);
    if (folder === root || folder === posix.dirname(folder)) return folders;
  }
}

async function readOpen(file: FileHandle, path: string, { owner }: TrustRules): Promise<TrustedFile> {
  const stats = await file.stat();
  if (!stats.isFile()) return notAFile();
  const problem = ownershipProblem(stats, path, owner);
  if (problem !== undefined) return untrusted(problem);
  const bytes = await readAtMost(file, stats.size);
  if (bytes !== undefined) return { status: "content", bytes };
  return { status: "malformed", finding: error("file-too-large", "larger than 1 MiB") };
}

function explain(cause: unknown, path: string): TrustedFile {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  switch (code) {
    case "ENOENT":
      return { status: "absent" };
    case "ELOOP":
      return untrusted(`${path} is a symbolic link; put the file itself there`);
    case "ENXIO":
      return notAFile();
    default: {
      const reason = `cannot be read (${typeof code === "string" ? code : "unknown error"})`;
      return { status: "unreadable", finding: error("file-unreadable", reason) };
    }
  }
}

function notAFolder(stats: Stats, folder: string): string {
  const kind = stats.isSymbolicLink() ? "a symbolic link" : "no folder";
  return `${folder} is ${kind}; put a folder there`;
}

function notAFile(): TrustedFile {
  return { status: "untrusted", finding: error("not-a-regular-file", "expected a regular file") };
}

function untrusted(reason: string): TrustedFile {
  return { status: "untrusted", finding: error("untrusted-file", reason) };
}
