/**
 * This computer's own configuration as a source. It may name a program to run, so it counts only while nobody but this user
 * can have written it; the administrator's files have a check of their own.
 */
import { decodePolicy } from "@latchkey/policy-reader";
import type { PolicyDiagnosticCode, PolicyReading, PolicySource } from "@latchkey/policy-reader";
import { constants } from "node:fs";
import { open } from "node:fs/promises";

const MAXIMUM_BYTES = 1024 * 1024;
/** Without O_NONBLOCK, opening a named pipe waits for a writer. Windows has neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
const WRITABLE_BY_OTHERS = 0o022;

/** A missing file is `absent`; one that is a link, of another user, or that others may change is `untrusted`. */
export function ownPolicySource(path: string): PolicySource {
  return {
    name: path,
    scope: "user",
    path,
    read: async ({ signal } = {}) => {
      signal?.throwIfAborted();
      const content = await readOwn(path);
      signal?.throwIfAborted();
      return content instanceof Uint8Array ? decodePolicy(content, { name: path, format: "json" }) : content;
    },
  };
}

async function readOwn(path: string): Promise<Uint8Array | PolicyReading> {
  try {
    await using file = await open(path, FLAGS);
    const stats = await file.stat();
    if (!stats.isFile()) return refused("malformed", path, "not-a-regular-file", "expected a regular file");
    if (stats.size > MAXIMUM_BYTES) return refused("malformed", path, "file-too-large", "larger than 1 MiB");
    const problem = writerProblem(stats);
    return problem === undefined
      ? await file.readFile()
      : refused("untrusted", path, "untrusted-file", problem);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    if (code === "ENOENT") return { status: "absent" };
    if (code === "ELOOP")
      return refused("untrusted", path, "untrusted-file", "is a symbolic link; put the file itself there");
    return refused("unreadable", path, "file-unreadable", `cannot be read (${code})`);
  }
}

/** Windows has access lists in place of both, which the user's profile folder sets. */
function writerProblem({ uid, mode }: { readonly uid: number; readonly mode: number }): string | undefined {
  const user = process.getuid?.();
  if (user === undefined) return undefined;
  if (uid !== user) return "belongs to another user; remove it, and apply the configuration again";
  return (mode & WRITABLE_BY_OTHERS) === 0
    ? undefined
    : "can be changed by other users; apply the configuration again, or take their permission away";
}

function refused(
  status: "unreadable" | "untrusted" | "malformed",
  path: string,
  code: PolicyDiagnosticCode,
  reason: string,
): PolicyReading {
  return {
    status,
    diagnostics: [{ severity: "error", code, message: `${path}: ${reason}`, source: path }],
  };
}
