/**
 * Private folders of sessions. Each is named after the process that owns it, so that the next start can remove what
 * a killed app left behind.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const PREFIX = "latchkey-session-";
const LEFTOVERS = ".leftovers.json";

/** What sandbox-runtime itself keeps among the temporary files. */
const OWN_FILE = /^claude-(?:http|socks)-[0-9a-f]{16}\.sock$/;

/** A folder that only this user can enter. */
export function createSessionFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

export async function removeSessionFolder(folder: string): Promise<void> {
  // A program may have left folders that not even their owner may list; a retry helps against one that still writes.
  await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
}

/** Names files outside the folder that go with it when the app is killed; not for a folder that a session may write. */
export async function rememberLeftovers(folder: string, paths: readonly string[]): Promise<void> {
  await writeFile(join(folder, LEFTOVERS), JSON.stringify(paths));
}

/**
 * Removes the folders of apps that run no more; call it once at start-up.
 *
 * @returns how many folders were removed.
 */
export async function sweepSessionFolders(): Promise<number> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  const abandoned = names.filter((name) => !isOwned(name)).map((name) => join(tmpdir(), name));
  const removed = await Promise.all(abandoned.map(sweep));
  return removed.filter(Boolean).length;
}

async function sweep(folder: string): Promise<boolean> {
  try {
    for (const path of await leftoversOf(folder)) await rm(path, { force: true });
    for (const path of await proxySocketsOf(ownerOf(folder))) await rm(path, { force: true });
    await removeSessionFolder(folder);
    return true;
  } catch {
    // Another user's, on a machine with a shared temporary folder.
    return false;
  }
}

async function leftoversOf(folder: string): Promise<string[]> {
  try {
    const paths: unknown = JSON.parse(await readFile(join(folder, LEFTOVERS), "utf8"));
    return Array.isArray(paths) ? paths.filter(isOwnFile) : [];
  } catch {
    return [];
  }
}

/** sandbox-runtime's proxy names its socket after the process. */
async function proxySocketsOf(owner: number): Promise<string[]> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(`srt-mux-${owner}-`));
  return names.filter((name) => name.endsWith(".sock")).map((name) => join(tmpdir(), name));
}

/** Whoever wrote the list, nothing else is removed. */
function isOwnFile(path: unknown): path is string {
  return typeof path === "string" && path === join(tmpdir(), basename(path)) && OWN_FILE.test(basename(path));
}

function isOwned(name: string): boolean {
  const pid = ownerOf(name);
  // A name without a number is not ours to judge.
  if (!Number.isSafeInteger(pid)) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function ownerOf(folder: string): number {
  return Number(/^latchkey-session-(\d+)-/.exec(basename(folder))?.[1]);
}
