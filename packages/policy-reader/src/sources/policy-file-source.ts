/** A policy in an ordinary file. It checks what the file holds, not who owns it. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { checkDecodeOptions, decodePolicy, type DecodePolicyOptions } from "../decode/decode-policy.ts";
import { diagnose, error } from "../diagnostic.ts";
import type { PolicyReading, PolicyScope, PolicySource } from "../policy-types.ts";
import { readAtMost } from "./read-at-most.ts";

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
    path,
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
