/** Reads a file that is open, up to the limit of a policy, even if it grows meanwhile. */
import type { FileHandle } from "node:fs/promises";
import { MAX_FILE_BYTES } from "../decode/limits.ts";

/** @returns `undefined` for a file above 1 MiB. */
export async function readAtMost(file: FileHandle, expected: number): Promise<Uint8Array | undefined> {
  if (expected > MAX_FILE_BYTES) return undefined;
  const buffer = Buffer.alloc(expected + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
  }
  return expected < MAX_FILE_BYTES ? readAtMost(file, Math.min(expected * 2 + 1, MAX_FILE_BYTES)) : undefined;
}
