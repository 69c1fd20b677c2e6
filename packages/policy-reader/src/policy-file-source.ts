/** A policy in an ordinary file. It checks what the file holds, not who owns it. */
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { checkDecodeOptions, decodePolicy, type DecodePolicyOptions } from "./decode/decode-policy.ts";
import { MAX_FILE_BYTES } from "./decode/limits.ts";
import { diagnose, error } from "./diagnostic.ts";
import type { PolicyReading, PolicyScope, PolicySource } from "./policy-types.ts";

export interface PolicyFileSourceOptions extends Omit<DecodePolicyOptions, "name"> {
  readonly path: string;
  /** `machine` by default. */
  readonly scope?: PolicyScope;
}

/**
 * A source that reads one file of any supported format.
 *
 * A missing file is `absent`; one that cannot be opened is `unreadable`; a directory, a device or a file above
 * 1 MiB is `malformed`.
 *
 * @throws {PolicyReaderError} POLICY_READER_INVALID_OPTION when an option is empty or unknown.
 */
export function policyFileSource(options: PolicyFileSourceOptions): PolicySource {
  const { path, scope = "machine", ...rest } = options;
  const decoding = { ...rest, name: path };
  checkDecodeOptions(decoding);
  return {
    name: path,
    scope,
    read: async ({ signal } = {}) => {
      signal?.throwIfAborted();
      const bytes = await readBytes(path);
      signal?.throwIfAborted();
      return bytes instanceof Uint8Array ? decodePolicy(bytes, decoding) : bytes;
    },
  };
}

async function readBytes(path: string): Promise<Uint8Array | PolicyReading> {
  try {
    // Without O_NONBLOCK, opening a named pipe waits for a writer.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = await file.stat();
    if (!stat.isFile()) return broken("malformed", path, "not-a-regular-file", "expected a regular file");
    const bytes = await readAtMost(file, stat.size);
    return bytes ?? broken("malformed", path, "file-too-large", "larger than 1 MiB");
  } catch (cause) {
    const code = errorCode(cause);
    if (code === "ENOENT") return { status: "absent" };
    return broken("unreadable", path, "file-unreadable", `cannot be read (${code})`);
  }
}

/** At most the limit, even if the file grows while it is read. */
async function readAtMost(file: FileHandle, expected: number): Promise<Uint8Array | undefined> {
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

function broken(
  status: "unreadable" | "malformed",
  path: string,
  code: "file-unreadable" | "not-a-regular-file" | "file-too-large",
  reason: string,
): PolicyReading {
  return { status, diagnostics: [diagnose(error(code, reason), path)] };
}

function errorCode(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : "unknown error";
}
