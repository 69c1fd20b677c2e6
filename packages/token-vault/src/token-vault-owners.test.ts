import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchedKeyStore } from "../test/support/key-stores.ts";
import { entryOf, OWNER, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";

const OTHER = { startUrl: "https://other.awsapps.com/start", region: OWNER.region };

test("deleteOthers removes the records of every other owner and says how many", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  await vault.put({ ...SIGN_IN, ...OTHER }, entryOf());
  await vault.put({ ...REGISTRATION, ...OTHER }, entryOf());
  await vault.put({ ...SIGN_IN, region: "us-east-1" }, entryOf());
  expect(await vault.deleteOthers(OWNER)).toBe(3);
  expect(await vault.deleteOthers(OWNER)).toBe(0);
  expect(await tokenIn(vault)).toBe(TOKEN);
  expect(folder.names()).toHaveLength(1);
});

test("deleteOthers does not need the key store, nor records that can be read", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  await (await folder.open()).put(SIGN_IN, entryOf());
  writeFileSync(folder.fileOf(REGISTRATION), "damaged", { mode: 0o600 });
  keyStore.state = "frozen";
  keyStore.calls.length = 0;
  expect(await (await folder.open()).deleteOthers(OTHER)).toBe(2);
  expect(keyStore.calls).toEqual([]);
  expect(folder.names()).toEqual([]);
});

test("deleteOthers removes what was moved aside for other owners, and does not count it", async () => {
  using folder = testVault();
  const vault = await folder.open();
  for (const key of [SIGN_IN, { ...SIGN_IN, ...OTHER }]) {
    writeFileSync(folder.fileOf(key), "damaged", { mode: 0o600 });
    await vault.get(key);
  }
  expect(folder.names()).toHaveLength(2);
  expect(await vault.deleteOthers(OWNER)).toBe(0);
  expect(folder.names()).toHaveLength(1);
});

test("clear removes every record, what was moved aside, and the data key", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  writeFileSync(folder.fileOf(REGISTRATION), "damaged", { mode: 0o600 });
  await vault.get(REGISTRATION);
  await vault.clear();
  expect(existsSync(join(folder.directory, "data-key-exists"))).toBe(false);
  expect(await folder.keyStore.get("data-key")).toBeUndefined();
});

test("after clear, a put makes another data key", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const first = await folder.keyStore.get("data-key");
  await vault.clear();
  await vault.put(SIGN_IN, entryOf("second"));
  expect(await folder.keyStore.get("data-key")).not.toBe(first);
  expect(await tokenIn(vault)).toBe("second");
});

test("clear on a vault that never held anything does not ask the key store", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  keyStore.state = "unavailable";
  await (await folder.open()).clear();
  expect(keyStore.calls).toEqual([]);
});

test("clear with a locked key store removes the files, says so, and finishes when it is asked again", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  keyStore.state = "locked";
  await expect(vault.clear()).rejects.toMatchObject({ code: "VAULT_KEY_STORE", state: "locked" });
  expect(folder.names()).toEqual([]);

  keyStore.state = "ready";
  await (await folder.open()).clear();
  expect(await keyStore.get("data-key")).toBeUndefined();
  expect(existsSync(join(folder.directory, "data-key-exists"))).toBe(false);
});

test("files that the vault did not make are left alone", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const strangers = ["notes.txt", "sign-in-abc.vault", ".sign-in.vault.temporary"];
  for (const name of strangers) writeFileSync(join(folder.directory, name), "");
  await vault.deleteOthers(OTHER);
  await vault.clear();
  for (const name of strangers) expect(existsSync(join(folder.directory, name))).toBe(true);
});
