import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@latchkey/test-kit";
import { expect, onTestFinished, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("./support/signing-out-program.ts", import.meta.url));

// The text of the key, as the key store gave it, is a string of JavaScript, which nobody can overwrite: README.
test("a memory dump holds the data key's bytes before the sign-out, and not after it", async () => {
  using home = temporaryDirectory();
  const keys = join(home.path, "keys");
  const child = spawn(process.execPath, [PROGRAM, join(home.path, "vault"), keys], {
    env: {},
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  const key = Buffer.from(readFileSync(join(keys, "data-key"), "utf8"), "hex");
  // One, so the search finds it, and reading twice made no second copy.
  expect(countInMemory(child.pid, key)).toBe(1);
  child.stdin.write("go\n");
  await once(child.stdout, "data");
  expect(countInMemory(child.pid, key)).toBe(0);
});

/** How often the bytes are in the memory that a core dump of the process would hold. */
function countInMemory(id: number | undefined, bytes: Buffer): number {
  const memory = openSync(`/proc/${id}/mem`, "r");
  let count = 0;
  for (const line of readFileSync(`/proc/${id}/maps`, "latin1").split("\n")) {
    const [from = "", to = "", access = ""] = line.split(/[- ]/);
    const size = Number.parseInt(to, 16) - Number.parseInt(from, 16);
    if (!access.startsWith("rw") || size > 1024 ** 3) continue;
    const region = Buffer.alloc(size);
    try {
      readSync(memory, region, 0, size, Number.parseInt(from, 16));
    } catch {
      continue;
    }
    for (let at = region.indexOf(bytes); at >= 0; at = region.indexOf(bytes, at + 1)) count += 1;
  }
  closeSync(memory);
  return count;
}
