import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@latchkey/test-kit";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("./support/disk-program.ts", import.meta.url));
// The disk is seen by the program alone, and is gone when it ends.
const ON_A_SMALL_DISK = `mount -t tmpfs -o size=64k none "$1" && exec "$2" "$3" "$1"`;

/** Root does not need the user namespace; anybody else needs one that the system allows. */
function runOnSmallDisk(disk: string): Record<string, unknown> {
  const namespaces = process.getuid?.() === 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"];
  const shell = ["sh", "-c", ON_A_SMALL_DISK, "sh", disk, process.execPath, PROGRAM];
  const output = execFileSync("unshare", [...namespaces, ...shell], { encoding: "utf8", env: process.env });
  return JSON.parse(output) as Record<string, unknown>;
}

test("a full disk and a read-only one: the right code, the old record, and nothing left over", () => {
  using directory = temporaryDirectory();
  expect(runOnSmallDisk(directory.path)).toEqual({
    "put on a full disk": ["VAULT_WRITE_FAILED", "ENOSPC"],
    "rotation on a full disk": ["VAULT_WRITE_FAILED", "ENOSPC"],
    "lock on a full disk": "held",
    "read on a full disk": "old",
    // The record, the mark of the data key, the lock and its holder.
    "files on a full disk": 4,
    "put with space again": "done",
    "put on a read-only disk": ["VAULT_WRITE_FAILED", expect.any(String)],
    "lock on a read-only disk": ["VAULT_WRITE_FAILED", expect.any(String)],
    "delete on a read-only disk": ["VAULT_WRITE_FAILED", "EROFS"],
    "read on a read-only disk": "new",
    "another folder on a read-only disk": ["VAULT_WRITE_FAILED", expect.any(String)],
    "put on a writable disk again": "done",
    "read at the end": "newer",
  });
});
