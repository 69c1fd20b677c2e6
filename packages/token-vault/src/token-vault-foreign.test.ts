import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "@latchkey/test-kit";
import { expect, test, vi } from "vitest";
import { entryOf, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";
import { memoryKeyStore } from "./memory-key-store.ts";
import { openTokenVault } from "./token-vault.ts";

const keyStore = memoryKeyStore();
const untrusted = expect.objectContaining({ code: "VAULT_UNTRUSTED_DIRECTORY" }) as unknown;

test("a link in the folder's place is refused", async () => {
  using parent = temporaryDirectory();
  mkdirSync(join(parent.path, "real"), { mode: 0o700 });
  symlinkSync("real", join(parent.path, "link"));
  await expect(openTokenVault({ directory: join(parent.path, "link"), keyStore })).rejects.toEqual(untrusted);
});

test("a file in the folder's place is refused", async () => {
  using parent = temporaryDirectory();
  writeFileSync(join(parent.path, "file"), "");
  await expect(openTokenVault({ directory: join(parent.path, "file"), keyStore })).rejects.toEqual(untrusted);
});

test.each([0o770, 0o702, 0o777])("a folder that others may write to is refused: %o", async (mode) => {
  using parent = temporaryDirectory();
  chmodSync(parent.path, mode);
  await expect(openTokenVault({ directory: parent.path, keyStore })).rejects.toEqual(untrusted);
  expect(statSync(parent.path).mode & 0o777).toBe(mode);
});

test("a folder that others may only look into is closed to them", async () => {
  using parent = temporaryDirectory();
  chmodSync(parent.path, 0o755);
  await openTokenVault({ directory: parent.path, keyStore });
  expect(statSync(parent.path).mode & 0o777).toBe(0o700);
});

test("another user's folder is refused, and another user's record unreadable", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const user = vi.spyOn(process, "geteuid").mockReturnValue(4_242);
  try {
    expect(await tokenIn(vault)).toBe("foreign-file");
    await expect(folder.open()).rejects.toEqual(untrusted);
  } finally {
    user.mockRestore();
  }
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("a link in the lock's place is not followed: no lock, no write, and its target stays as it is", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const target = join(folder.directory, "target");
  writeFileSync(target, "");
  symlinkSync(target, join(folder.directory, "lock"));
  await expect(vault.put(SIGN_IN, entryOf())).rejects.toMatchObject({
    code: "VAULT_WRITE_FAILED",
    cause: new Error(`${join(folder.directory, "lock")} is not a file of this user.`),
  });
});

test("a link in the place of the holder's note is not followed", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const target = join(folder.directory, "target");
  writeFileSync(target, "untouched");
  symlinkSync(target, join(folder.directory, "lock-holder"));
  await vault.put(SIGN_IN, entryOf());
  expect(readFileSync(target, "utf8")).toBe("untouched");
});

test("the folder's missing parents are made", async () => {
  using parent = temporaryDirectory();
  const directory = join(parent.path, "a", "b");
  await openTokenVault({ directory, keyStore });
  expect(statSync(directory).mode & 0o777).toBe(0o700);
});
