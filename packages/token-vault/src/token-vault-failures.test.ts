import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expectNoLeak } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { BROKEN_DISK, DISK_FULL, failingFileSystem } from "../test/support/failing-file-system.ts";
import type { Step } from "../test/support/failing-file-system.ts";
import { nodeFileSystem } from "./vault-file-system.ts";
import { entryOf, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";

const PUTS: readonly (readonly [Step, string])[] = [
  ["create", "old"],
  ["create-half", "old"],
  ["rename", "old"],
  ["syncDirectory", "new token"],
];

test.each(
  PUTS.flatMap(([step, left]) => [DISK_FULL, BROKEN_DISK].map((failure) => ({ step, left, failure }))),
)(
  "a put whose $step fails with $failure.code leaves a whole record: $left",
  async ({ step, left, failure }) => {
    using folder = testVault();
    const fileSystem = failingFileSystem();
    fileSystem.failure = failure;
    const vault = await folder.open({ fileSystem });
    await vault.put(SIGN_IN, entryOf("old"));
    fileSystem.fail = [step];
    const failed = await vault.put(SIGN_IN, entryOf("new token")).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "VAULT_WRITE_FAILED", cause: failure });
    expectNoLeak(failed, "new token");
    fileSystem.fail = [];
    for (const reader of [vault, await folder.open()]) expect(await tokenIn(reader)).toBe(left);
    await vault.put(SIGN_IN, entryOf("later"));
    expect(await tokenIn(vault)).toBe("later");
  },
);

test("a failed write leaves no temporary file when it can be removed", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  fileSystem.fail = ["rename"];
  await expect(vault.put(SIGN_IN, entryOf())).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  expect(folder.names()).toEqual([]);
});

test("half a file that a crash left is never read, and swept at the next opening", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  await vault.put(REGISTRATION, entryOf());
  fileSystem.fail = ["create-half"];
  await expect(vault.put(SIGN_IN, entryOf())).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  const left = folder.names().find((name) => name !== basename(folder.fileOf(REGISTRATION))) ?? "";
  expect(left).toMatch(/\.temporary$/);
  expect(await tokenIn(vault)).toBe("absent");
  await folder.open();
  expect(folder.names()).toEqual([basename(folder.fileOf(REGISTRATION))]);
});

test("a temporary file is left alone while somebody holds the lock, since it may be theirs", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const name = `${basename(folder.fileOf(SIGN_IN))}.1-0000000000000000.temporary`;
  await vault.withLock(async () => {
    writeFileSync(join(folder.directory, name), "");
    await folder.open();
    expect(folder.names()).toEqual([name]);
  });
  await folder.open();
  expect(folder.names()).toEqual([]);
});

test.each<Step>(["list", "makeDirectory", "inspect"])("opening says so when %s fails", async (step) => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  fileSystem.fail = [step];
  await expect(folder.open({ fileSystem })).rejects.toMatchObject({
    code: "VAULT_WRITE_FAILED",
    cause: DISK_FULL,
  });
});

test("a record that the system cannot read is neither absent nor corrupt", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  await vault.put(SIGN_IN, entryOf());
  fileSystem.fail = ["read"];
  await expect(vault.get(SIGN_IN)).rejects.toMatchObject({ code: "VAULT_READ_FAILED", cause: DISK_FULL });
  fileSystem.fail = [];
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("a corrupt record that cannot be moved aside is corrupt at the next read too", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  writeFileSync(folder.fileOf(SIGN_IN), "damaged", { mode: 0o600 });
  fileSystem.fail = ["rename"];
  expect([await tokenIn(vault), await tokenIn(vault)]).toEqual(["corrupt", "corrupt"]);
});

test("a good record that replaced a corrupt one meanwhile is not moved aside", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  await vault.put(SIGN_IN, entryOf());
  const good = readFileSync(folder.fileOf(SIGN_IN));
  writeFileSync(folder.fileOf(SIGN_IN), "damaged", { mode: 0o600 });
  const slow = {
    ...fileSystem,
    identify: async (path: string) => {
      writeFileSync(path, good);
      return await fileSystem.identify(path);
    },
  };
  expect(await tokenIn(await folder.open({ fileSystem: slow }))).toBe("corrupt");
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("clear whose files cannot be removed still deletes the data key", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  await vault.put(SIGN_IN, entryOf());
  fileSystem.fail = ["remove"];
  await expect(vault.clear()).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  expect(await folder.keyStore.get("data-key")).toBeUndefined();
});

test("a removal that failed under the lock is not tried again without it", async () => {
  using folder = testVault();
  let removals = 0;
  const fileSystem = {
    ...nodeFileSystem,
    remove: (path: string) =>
      (removals += 1) === 1 ? Promise.reject(DISK_FULL) : nodeFileSystem.remove(path),
  };
  const vault = await folder.open({ fileSystem });
  await vault.put(SIGN_IN, entryOf());
  await expect(vault.delete(SIGN_IN)).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  expect([removals, await tokenIn(vault)]).toEqual([1, TOKEN]);
});

test("no data key is made when its mark cannot be written", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  fileSystem.fail = ["create"];
  await expect(vault.put(REGISTRATION, entryOf())).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  expect(await folder.keyStore.get("data-key")).toBeUndefined();
  expect(folder.names()).toEqual([]);
});
