import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryDirectory } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { memoryKeyStore } from "../../src/memory-key-store.ts";
import { openTokenVault } from "../../src/token-vault.ts";
import { entryOf, SIGN_IN, testVault, TOKEN, tokenIn } from "../support/vault.ts";

const ANOTHER_KEY = "ab".repeat(32);
const isRoot = process.getuid?.() === 0;

test.each([
  ["no key", undefined, "key-lost"],
  ["a key of its own", ANOTHER_KEY, "other-key"],
])("copied to a machine whose keychain has %s: unreadable, and nothing is moved", async (_, key, reason) => {
  using folder = testVault();
  await (await folder.open()).put(SIGN_IN, entryOf());
  using machine = temporaryDirectory();
  const directory = join(machine.path, "vault");
  cpSync(folder.directory, directory, { recursive: true, preserveTimestamps: true });
  chmodSync(directory, 0o700);
  const keyStore = memoryKeyStore();
  if (key !== undefined) await keyStore.set("data-key", key);
  const copy = await openTokenVault({ directory, keyStore });
  expect([await tokenIn(copy), await tokenIn(copy)]).toEqual([reason, reason]);
  expect(readdirSync(directory).toSorted()).toEqual(readdirSync(folder.directory).toSorted());
  expect(await tokenIn(await folder.open())).toBe(TOKEN);
});

// Only root may become somebody else; token-vault-foreign.test.ts simulates it for everybody.
test.runIf(isRoot)("another user: refused in its place, unreadable when copied", async () => {
  using folder = testVault();
  await (await folder.open()).put(SIGN_IN, entryOf());
  using home = temporaryDirectory();
  chmodSync(home.path, 0o755);
  const directory = join(home.path, "vault");
  cpSync(folder.directory, directory, { recursive: true });
  execFileSync("chown", ["-R", "65534:65534", directory]);
  expect(asNobody(directory, "")).toBe("key-lost");
  expect(asNobody(directory, ANOTHER_KEY)).toBe("other-key");
  // Its record put back as the first user's file.
  execFileSync("chown", ["0:0", join(directory, readdirSync(directory).find(isRecord) ?? "")]);
  expect(asNobody(directory, ANOTHER_KEY)).toBe("foreign-file");
  chmodSync(join(folder.directory, ".."), 0o755);
  chmodSync(folder.directory, 0o755);
  expect(asNobody(folder.directory, ANOTHER_KEY)).toBe("VAULT_UNTRUSTED_DIRECTORY");
});

function asNobody(directory: string, key: string): string {
  const program = fileURLToPath(new URL("./support/reading-program.ts", import.meta.url));
  return execFileSync(process.execPath, [program, directory, key, "65534"], { encoding: "utf8" });
}

function isRecord(name: string): boolean {
  return name.endsWith(".vault");
}
