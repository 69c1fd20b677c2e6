import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { failingFileSystem } from "../test/support/failing-file-system.ts";
import { watchedKeyStore } from "../test/support/key-stores.ts";
import { entryOf, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";
import type { KeyStore } from "./key-store.ts";
import { memoryKeyStore } from "./memory-key-store.ts";
import { nodeFileSystem } from "./vault-file-system.ts";
import type { VaultFileSystem } from "./vault-file-system.ts";

const SINGLE = /^[0-9a-f]{64}$/;
const BOTH = /^[0-9a-f]{64} [0-9a-f]{64}$/;
const keyId = (path: string): string => readFileSync(path).subarray(16, 32).toString("hex");

test("all records are under a new key, which alone is in the key store, and every vault reads them", async () => {
  using folder = testVault();
  const [vault, other] = [await folder.open(), await folder.open()];
  await vault.put(SIGN_IN, entryOf());
  await vault.put(REGISTRATION, entryOf("secret"));
  expect(await tokenIn(other)).toBe(TOKEN);
  const [oldKey, oldId] = [await folder.keyStore.get("data-key"), keyId(folder.fileOf(SIGN_IN))];

  expect(await vault.rotateDataKey()).toEqual({ rewritten: 2, leftAlone: 0 });
  const newKey = await folder.keyStore.get("data-key");
  expect(newKey).toMatch(SINGLE);
  expect(newKey).not.toBe(oldKey);
  expect(keyId(folder.fileOf(SIGN_IN))).not.toBe(oldId);
  expect(keyId(folder.fileOf(REGISTRATION))).toBe(keyId(folder.fileOf(SIGN_IN)));
  for (const reader of [vault, other, await folder.open()])
    expect([await tokenIn(reader), await tokenIn(reader, REGISTRATION)]).toEqual([TOKEN, "secret"]);
});

test("every record that is rewritten has a nonce of its own", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const nonces = new Set<string>();
  for (const key of [SIGN_IN, REGISTRATION]) await vault.put(key, entryOf());
  for (let count = 0; count < 3; count += 1) {
    await vault.rotateDataKey();
    for (const key of [SIGN_IN, REGISTRATION])
      nonces.add(readFileSync(folder.fileOf(key)).subarray(64, 76).toString("hex"));
  }
  expect(nonces.size).toBe(6);
});

test("a vault without a data key has nothing to rotate, and makes none", async () => {
  using folder = testVault();
  const vault = await folder.open();
  expect(await vault.rotateDataKey()).toEqual({ rewritten: 0, leftAlone: 0 });
  expect(await folder.keyStore.get("data-key")).toBeUndefined();
});

test("what the old key does not open is left alone, and said", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  writeFileSync(folder.fileOf(REGISTRATION), "damaged", { mode: 0o600 });
  expect(await vault.rotateDataKey()).toEqual({ rewritten: 1, leftAlone: 1 });
  expect(readFileSync(folder.fileOf(REGISTRATION), "utf8")).toBe("damaged");
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("a record that cannot be written leaves both keys, every record readable, and the next rotation finishes", async () => {
  using folder = testVault();
  const fileSystem = failingFileSystem();
  const vault = await folder.open({ fileSystem });
  await vault.put(SIGN_IN, entryOf());
  await vault.put(REGISTRATION, entryOf("secret"));
  const firstKey = (await folder.keyStore.get("data-key")) ?? "";
  let renames = 0;
  const failingSecond = {
    ...fileSystem,
    rename: (from: string, to: string) =>
      (renames += 1) === 2 ? Promise.reject(new Error("EIO")) : fileSystem.rename(from, to),
  };
  const unlucky = await folder.open({ fileSystem: failingSecond });
  await expect(unlucky.rotateDataKey()).rejects.toMatchObject({ code: "VAULT_WRITE_FAILED" });
  expect(keyId(folder.fileOf(SIGN_IN))).not.toBe(keyId(folder.fileOf(REGISTRATION)));
  const between = (await folder.keyStore.get("data-key")) ?? "";
  expect(between).toMatch(BOTH);
  for (const reader of [vault, unlucky, await folder.open()])
    expect([await tokenIn(reader), await tokenIn(reader, REGISTRATION)]).toEqual([TOKEN, "secret"]);

  // A write in between takes the new key, and has nothing to move aside.
  for (const key of [SIGN_IN, REGISTRATION]) await vault.put(key, entryOf("written between"));
  expect(folder.names()).toHaveLength(2);
  expect(await vault.rotateDataKey()).toEqual({ rewritten: 2, leftAlone: 0 });
  const last = (await folder.keyStore.get("data-key")) ?? "";
  expect(last).toMatch(SINGLE);
  // The key of the interrupted rotation was replaced as well.
  expect([...between.split(" "), firstKey]).not.toContain(last);
  expect([await tokenIn(vault), await tokenIn(vault, REGISTRATION)]).toEqual([
    "written between",
    "written between",
  ]);
});

test("a key store that fails at the end leaves both keys, and that is no harm", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  let sets = 0;
  const set: KeyStore["set"] = (account, value) =>
    (sets += 1) === 2 ? Promise.reject(new Error("vendor")) : keyStore.set(account, value);
  const unlucky = await folder.open({ keyStore: { ...keyStore, set } });
  await expect(unlucky.rotateDataKey()).rejects.toMatchObject({ code: "VAULT_KEY_STORE" });
  expect(await keyStore.get("data-key")).toMatch(BOTH);
  expect(await tokenIn(await folder.open())).toBe(TOKEN);
  expect(await vault.rotateDataKey()).toEqual({ rewritten: 1, leftAlone: 0 });
  expect(await keyStore.get("data-key")).toMatch(SINGLE);
});

test("a key store that does not keep the two keys stops the rotation before it touches a record", async () => {
  const inner = memoryKeyStore();
  using folder = testVault(inner);
  await (await folder.open()).put(SIGN_IN, entryOf());
  const forgetful = { ...inner, set: () => Promise.resolve() };
  const vault = await folder.open({ keyStore: forgetful });
  await expect(vault.rotateDataKey()).rejects.toMatchObject({
    code: "VAULT_KEY_STORE",
    state: "unavailable",
  });
  expect(await tokenIn(await folder.open())).toBe(TOKEN);
});

test("a read that looked at a record just before it was rewritten reads it again", async () => {
  using folder = testVault();
  const writer = await folder.open();
  await writer.put(SIGN_IN, entryOf());
  const { keyStore } = folder;
  let isFirst = true;
  const slow: KeyStore = {
    ...keyStore,
    get: async (account) => {
      if (isFirst) await writer.rotateDataKey();
      isFirst = false;
      return await keyStore.get(account);
    },
  };
  expect(await tokenIn(await folder.open({ keyStore: slow }))).toBe(TOKEN);
});

test("a read does not trust a look at the key store that began before its own", async () => {
  using folder = testVault();
  const writer = await folder.open();
  await writer.put(SIGN_IN, entryOf());
  await writer.put(REGISTRATION, entryOf("secret"));
  const { keyStore } = folder;
  const [asked, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow: KeyStore = {
    ...keyStore,
    get: async (account) => {
      const value = await keyStore.get(account);
      asked.resolve();
      await answer.promise;
      return value;
    },
  };
  const fileSystem: VaultFileSystem = {
    ...nodeFileSystem,
    read: async (path, maximumBytes) => {
      // The answer comes when the second reader has its file, and waits for the look of the first.
      if (path === folder.fileOf(REGISTRATION)) setTimeout(answer.resolve, 10);
      return await nodeFileSystem.read(path, maximumBytes);
    },
  };
  const reader = await folder.open({ keyStore: slow, fileSystem });
  const first = tokenIn(reader);
  await asked.promise;
  await writer.rotateDataKey();
  const second = tokenIn(reader, REGISTRATION);
  expect(await Promise.all([first, second])).toEqual([TOKEN, "secret"]);
});

test("what an interrupted write left under the old key does not outlive it", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const left = `${folder.fileOf(SIGN_IN)}.1-0000000000000000.temporary`;
  writeFileSync(left, readFileSync(folder.fileOf(SIGN_IN)));
  await vault.rotateDataKey();
  expect(folder.names()).toHaveLength(1);
});

test("clear in the middle of an interrupted rotation removes both keys", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  await folder.keyStore.set("data-key", `${"ab".repeat(32)} ${await folder.keyStore.get("data-key")}`);
  expect(await tokenIn(await folder.open())).toBe(TOKEN);
  await vault.clear();
  expect(await folder.keyStore.get("data-key")).toBeUndefined();
});
