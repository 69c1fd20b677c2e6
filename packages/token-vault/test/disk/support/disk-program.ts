/**
 * Uses a vault on a small disk of its own, in a mount namespace that only this process sees: first full, then
 * read-only. Prints what each step came to as JSON.
 */

import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { secret } from "@latchkey/secret";
import { memoryKeyStore, openTokenVault } from "@latchkey/token-vault";
import type { TokenVaultError, VaultEntry } from "@latchkey/token-vault";

const [disk = ""] = process.argv.slice(2);
const [directory, filler] = [join(disk, "vault"), join(disk, "filler")];
const key = { startUrl: "https://acme.awsapps.com/start", region: "eu-west-1", kind: "sign-in" } as const;
const entryOf = (text: string): VaultEntry => ({
  secrets: { accessToken: secret(text.padEnd(12_000, "-")) },
  metadata: {},
});

const keyStore = memoryKeyStore();
const vault = await openTokenVault({ directory, keyStore });
const outcome = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return (await work()) ?? "done";
  } catch (error) {
    const { code, cause } = error as TokenVaultError & { cause?: { code?: string } };
    return [code, cause?.code];
  }
};
const content = async (): Promise<string> => {
  const read = await vault.get(key);
  if (read.status !== "found") return read.status;
  return (read.entry.secrets["accessToken"]?.reveal() ?? "").replaceAll("-", "");
};

function fill(): void {
  for (const size of [4_096, 1])
    try {
      for (;;) appendFileSync(filler, Buffer.alloc(size));
    } catch {
      // Full to this size.
    }
}

const results: Record<string, unknown> = {};
await vault.put(key, entryOf("old"));
fill();
results["put on a full disk"] = await outcome(() => vault.put(key, entryOf("new")));
results["rotation on a full disk"] = await outcome(() => vault.rotateDataKey());
results["lock on a full disk"] = await outcome(() => vault.withLock(() => Promise.resolve("held")));
results["read on a full disk"] = await content();
results["files on a full disk"] = readdirSync(directory).length;
rmSync(filler);
results["put with space again"] = await outcome(() => vault.put(key, entryOf("new")));

execFileSync("mount", ["-o", "remount,ro", disk]);
const reopened = await openTokenVault({ directory, keyStore });
results["put on a read-only disk"] = await outcome(() => reopened.put(key, entryOf("newer")));
results["lock on a read-only disk"] = await outcome(() => reopened.withLock(() => Promise.resolve("held")));
results["delete on a read-only disk"] = await outcome(() => reopened.delete(key));
results["read on a read-only disk"] = await content();
results["another folder on a read-only disk"] = await outcome(() =>
  openTokenVault({ directory: join(disk, "other"), keyStore }),
);
execFileSync("mount", ["-o", "remount,rw", disk]);
results["put on a writable disk again"] = await outcome(() => vault.put(key, entryOf("newer")));
results["read at the end"] = await content();
process.stdout.write(JSON.stringify(results));
