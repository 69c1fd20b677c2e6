/** The file calls of a journal, so that a test can let them fail; and a file that is replaced as a whole. */

import * as fs from "node:fs";
import { dirname } from "node:path";

export type Disk = Pick<
  typeof fs,
  "openSync" | "writeSync" | "fsyncSync" | "ftruncateSync" | "closeSync" | "renameSync" | "rmSync"
>;

export const realDisk: Disk = fs;

/** Bytes that are put together for one write. */
const chunkLength = 262_144;

export interface WrittenFile {
  readonly descriptor: number;
  readonly length: number;
}

/**
 * Writes `lines` to a new file, readable by its owner only, and puts it in the place of `file`. Whatever happens on
 * the way, also to the machine, `file` is the old one or the new one. The new one is left open.
 */
export function replaceFile(disk: Disk, file: string, lines: Iterable<string>): WrittenFile {
  const temporary = `${file}.new`;
  disk.rmSync(temporary, { force: true });
  const descriptor = disk.openSync(temporary, "wx", 0o600);
  try {
    const length = writeLines(disk, descriptor, lines);
    disk.fsyncSync(descriptor);
    disk.renameSync(temporary, file);
    syncFolder(disk, dirname(file));
    return { descriptor, length };
  } catch (error) {
    disk.closeSync(descriptor);
    disk.rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes all of `text`, or throws; then some of it may have been written. */
export function writeWhole(disk: Disk, descriptor: number, text: string, position: number): number {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length)
    written += disk.writeSync(descriptor, bytes, written, bytes.length - written, position + written);
  return bytes.length;
}

function writeLines(disk: Disk, descriptor: number, lines: Iterable<string>): number {
  let length = 0;
  let chunk = "";
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < chunkLength) continue;
    length += writeWhole(disk, descriptor, chunk, length);
    chunk = "";
  }
  return length + writeWhole(disk, descriptor, chunk, length);
}

/** Makes the new name last. Windows has no such call for folders. */
function syncFolder(disk: Disk, folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = disk.openSync(folder, "r");
  try {
    disk.fsyncSync(descriptor);
  } finally {
    disk.closeSync(descriptor);
  }
}
