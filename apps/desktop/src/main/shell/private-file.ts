/** A small file that only this user can read, replaced all or nothing. */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Windows has no such flag. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/**
 * @returns `undefined` when there is no such file.
 * @throws {Error} when it is a link, no regular file, larger than `maximumBytes`, or cannot be read.
 */
export async function readPrivateFile(path: string, maximumBytes: number): Promise<Buffer | undefined> {
  const flags = constants.O_RDONLY | NO_FOLLOW | (constants.O_NONBLOCK ?? 0);
  try {
    await using file = await open(path, flags);
    const facts = await file.stat();
    if (!facts.isFile() || facts.size > maximumBytes) throw new Error(`${path} is not a file of this app.`);
    return await file.readFile();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Makes the folder (0700) when it is missing; the file is 0600 and on the disk when this resolves. */
export async function replacePrivateFile(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(8).toString("hex")}.temporary`;
  try {
    await create(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Whether there was one. */
export async function removePrivateFile(path: string): Promise<boolean> {
  try {
    await rm(path);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}

async function create(path: string, bytes: Uint8Array): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW;
  await using file = await open(path, flags, 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

/** Makes a rename or a removal survive a power loss; Windows journals them and has no handle to sync. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  await using folder = await open(path, constants.O_RDONLY);
  await folder.sync();
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOENT";
}
