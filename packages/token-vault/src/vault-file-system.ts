/** The few file operations that the vault needs, so that a test can make each of them fail. */

import { constants } from "node:fs";
import { chmod, lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { BigIntStats } from "node:fs";
import { tryExclusiveLock } from "./exclusive-lock.ts";

export type FileRead =
  /** `identity` changes when another file takes this name. */
  | { readonly status: "read"; readonly bytes: Buffer; readonly identity: string }
  | { readonly status: "absent" }
  /** Not a regular file of ours, or larger than asked for. */
  | { readonly status: "foreign"; readonly cause?: unknown }
  | { readonly status: "too-large"; readonly identity: string };

export interface DirectoryFacts {
  readonly isDirectory: boolean;
  readonly isOurs: boolean;
  /** Permission bits; 0o700 where the system has none. */
  readonly mode: number;
}

export interface VaultFileSystem {
  /** Does not follow a link. `undefined` when nothing is there. */
  inspect(path: string): Promise<DirectoryFacts | undefined>;
  /** With its parents, 0700. */
  makeDirectory(path: string): Promise<void>;
  setDirectoryMode(path: string, mode: number): Promise<void>;
  list(path: string): Promise<readonly string[]>;
  /** Follows no link, and does not wait for a pipe. */
  read(path: string, maximumBytes: number): Promise<FileRead>;
  /** See {@link FileRead}; `undefined` when nothing is there. */
  identify(path: string): Promise<string | undefined>;
  /** A new file, 0600, that is on the disk when this resolves. Fails when the name is taken. */
  create(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Whether there was something to remove. */
  remove(path: string): Promise<boolean>;
  /** Makes renames and removals in the directory survive a power loss. */
  syncDirectory(path: string): Promise<void>;
  /** Replaces the content of a file, 0600, made if it is missing; may be lost or torn in a crash. */
  note(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * Locks a file, made if it is missing, until the result is called or the process ends in whatever way. Does not
   * wait: `undefined` when somebody has the lock.
   */
  tryLock(path: string): Promise<(() => void) | undefined>;
}

const NOT_FOLLOWED = ["ELOOP", "EMLINK", "EISDIR", "ENXIO", "ENODEV", "EACCES", "EPERM"];

export const nodeFileSystem: VaultFileSystem = {
  async inspect(path) {
    const facts = await statIfThere(path);
    if (facts === undefined) return undefined;
    const mode = process.platform === "win32" ? 0o700 : Number(facts.mode & 0o777n);
    return { isDirectory: facts.isDirectory(), isOurs: isOurs(facts), mode };
  },
  async makeDirectory(path) {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  setDirectoryMode: chmod,
  list: (path) => readdir(path),
  read: readOwnFile,
  async identify(path) {
    const facts = await statIfThere(path);
    return facts === undefined ? undefined : identityOf(facts);
  },
  async create(path, bytes) {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow();
    await using file = await open(path, flags, 0o600);
    await file.writeFile(bytes);
    await file.sync();
  },
  rename,
  async remove(path) {
    try {
      await rm(path, { recursive: true });
      return true;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    }
  },
  async syncDirectory(path) {
    // Windows has no handle on a directory that could be synced; its rename is journalled.
    if (process.platform === "win32") return;
    await using directory = await open(path, constants.O_RDONLY);
    await directory.sync();
  },
  async note(path, bytes) {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | noFollow();
    await using file = await open(path, flags, 0o600);
    await file.writeFile(bytes);
  },
  async tryLock(path) {
    await ensureOwnFile(path);
    return tryExclusiveLock(path);
  },
};

async function readOwnFile(path: string, maximumBytes: number): Promise<FileRead> {
  const opened = await openForReading(path);
  if ("status" in opened) return opened;
  await using file = opened.file;
  const facts = await file.stat({ bigint: true });
  if (!facts.isFile() || !isOurs(facts)) return { status: "foreign" };
  const identity = identityOf(facts);
  if (facts.size > BigInt(maximumBytes)) return { status: "too-large", identity };
  return { status: "read", bytes: await file.readFile(), identity };
}

async function openForReading(path: string): Promise<{ readonly file: FileHandle } | FileRead> {
  try {
    return { file: await open(path, constants.O_RDONLY | noFollow() | (constants.O_NONBLOCK ?? 0)) };
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return { status: "absent" };
    if (NOT_FOLLOWED.includes(codeOf(cause) ?? "")) return { status: "foreign", cause };
    throw cause;
  }
}

/** Opens the file only when it is not there, and therefore not locked; see {@link tryExclusiveLock}. */
async function ensureOwnFile(path: string): Promise<void> {
  const facts = await statIfThere(path);
  if (facts === undefined) return await createUnlessThere(path);
  if (!facts.isFile() || !isOurs(facts)) throw new Error(`${path} is not a file of this user.`);
}

async function createUnlessThere(path: string): Promise<void> {
  try {
    await nodeFileSystem.create(path, new Uint8Array());
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}

async function statIfThere(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isOurs({ uid }: BigIntStats): boolean {
  const own = process.geteuid?.();
  return own === undefined || uid === BigInt(own);
}

function identityOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs].join(":");
}

/** Windows has neither flag. */
function noFollow(): number {
  return constants.O_NOFOLLOW ?? 0;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
