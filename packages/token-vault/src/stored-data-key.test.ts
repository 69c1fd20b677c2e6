import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { watchedKeyStore } from "../test/support/key-stores.ts";
import { entryOf, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";
import { KeyStoreError } from "./key-store.ts";
import type { KeyStoreState } from "./key-store.ts";
import { memoryKeyStore } from "./memory-key-store.ts";

const REFUSALS: readonly Exclude<KeyStoreState, "ready">[] = [
  "locked",
  "unavailable",
  "frozen",
  "denied",
  "weak-backend",
];

test.each(REFUSALS)("%s: a record that is there cannot be read, and the vault says why", async (state) => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  await (await folder.open()).put(SIGN_IN, entryOf());
  keyStore.state = state;
  const vault = await folder.open();
  const message = `The test keychain is ${state}.`;
  await expect(vault.get(SIGN_IN)).rejects.toMatchObject({ code: "VAULT_KEY_STORE", state, message });

  keyStore.state = "ready";
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("a locked key store that answers with nothing does not lose the data key on put", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  await (await folder.open()).put(SIGN_IN, entryOf());
  keyStore.state = "locked";
  const vault = await folder.open();
  await expect(vault.put(REGISTRATION, entryOf())).rejects.toMatchObject({ state: "locked" });
  keyStore.state = "ready";
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("a key store that is unlocked while it is probed gives the key that it had", async () => {
  const inner = memoryKeyStore();
  const keyStore = watchedKeyStore(inner);
  using folder = testVault(keyStore);
  await (await folder.open()).put(SIGN_IN, entryOf());
  let isLocked = true;
  const unlocking = {
    ...keyStore,
    get: (account: string) => (isLocked ? Promise.resolve(undefined) : inner.get(account)),
    set: (account: string, value: string) => {
      isLocked = false;
      return inner.set(account, value);
    },
  };
  const vault = await folder.open({ keyStore: unlocking });
  await vault.put(REGISTRATION, entryOf("other"));
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("any other failure of a key store counts as unavailable", async () => {
  const broken = {
    ...memoryKeyStore(),
    name: "The vendor's store",
    get: () => Promise.reject(new TypeError("bug")),
  };
  using folder = testVault(broken);
  await expect((await folder.open()).put(SIGN_IN, entryOf())).rejects.toMatchObject({
    code: "VAULT_KEY_STORE",
    state: "unavailable",
    cause: expect.any(KeyStoreError) as unknown,
  });
});

test("a process that remembers a key reads what another process wrote after a sign-out", async () => {
  using folder = testVault();
  const first = await folder.open();
  await first.put(SIGN_IN, entryOf("old"));
  const second = await folder.open();
  await second.clear();
  await second.put(SIGN_IN, entryOf("new"));
  expect(await tokenIn(first)).toBe("new");
});

test("a process that remembers a key does not write with it after another one signed out", async () => {
  using folder = testVault();
  const first = await folder.open();
  await first.put(SIGN_IN, entryOf("old"));
  await (await folder.open()).clear();
  await first.put(SIGN_IN, entryOf("new"));
  expect(await tokenIn(await folder.open())).toBe("new");
});

test("a read that is under way during clear does not bring the key back", async () => {
  const inner = memoryKeyStore();
  using folder = testVault(inner);
  await (await folder.open()).put(SIGN_IN, entryOf());
  const record = readFileSync(folder.fileOf(SIGN_IN));
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const slow = {
    ...inner,
    get: async (account: string) => {
      const value = await inner.get(account);
      asked.resolve();
      await release.promise;
      return value;
    },
  };
  const vault = await folder.open({ keyStore: slow });
  const reading = vault.get(SIGN_IN);
  await asked.promise;
  await vault.clear();
  release.resolve();
  await reading;
  writeFileSync(folder.fileOf(SIGN_IN), record, { mode: 0o600 });
  expect(await tokenIn(vault)).toBe("key-lost");
});
