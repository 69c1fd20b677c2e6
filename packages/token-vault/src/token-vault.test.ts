import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { secret } from "@latchkey/secret";
import { expectSecret } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { watchedKeyStore } from "../test/support/key-stores.ts";
import { entryOf, OWNER, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";
import { memoryKeyStore } from "./memory-key-store.ts";
import type { VaultKey } from "./vault-types.ts";

test("what was put is found, also by the next process", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  for (const reader of [vault, await folder.open()]) {
    const read = await reader.get(SIGN_IN);
    expect(read.status).toBe("found");
    if (read.status !== "found") continue;
    expectSecret(read.entry.secrets["accessToken"], TOKEN);
    expect(read.entry.metadata).toEqual({ expiresAt: "2026-01-01T01:00:00.000Z" });
  }
});

test("each kind, start URL and region has its own record", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const keys: readonly VaultKey[] = [
    SIGN_IN,
    REGISTRATION,
    { ...SIGN_IN, region: "us-east-1" },
    { ...SIGN_IN, startUrl: "https://other.awsapps.com/start" },
  ];
  for (const [index, key] of keys.entries()) await vault.put(key, entryOf(`token ${index}`));
  for (const [index, key] of keys.entries()) expect(await tokenIn(vault, key)).toBe(`token ${index}`);
});

test("a second put replaces the first and leaves one file", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf("first"));
  await vault.put(SIGN_IN, entryOf("second"));
  expect(await tokenIn(vault)).toBe("second");
  expect(folder.names()).toHaveLength(1);
});

test("every write has a fresh nonce", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const nonces = new Set<string>();
  for (let count = 0; count < 20; count += 1) {
    await vault.put(SIGN_IN, entryOf());
    nonces.add(readFileSync(folder.fileOf(SIGN_IN)).subarray(64, 76).toString("hex"));
  }
  expect(nonces.size).toBe(20);
});

test("opening, and reading what is absent, do not ask the key store", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  const vault = await folder.open();
  expect(await vault.get(SIGN_IN)).toEqual({ status: "absent" });
  expect(await vault.delete(SIGN_IN)).toBe(false);
  expect(await vault.deleteOthers(OWNER)).toBe(0);
  expect(keyStore.calls).toEqual([]);
});

test("opening prepares the key store when there is a data key to ask for", async () => {
  let prepared = 0;
  using folder = testVault({ ...memoryKeyStore(), prepare: () => void (prepared += 1) });
  const vault = await folder.open();
  expect(prepared).toBe(0);
  await vault.put(SIGN_IN, entryOf());
  await folder.open();
  expect(prepared).toBe(1);
  await vault.clear();
  await folder.open();
  expect(prepared).toBe(1);
});

test("the data key is read once per process", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  await (await folder.open()).put(SIGN_IN, entryOf());
  keyStore.calls.length = 0;
  const vault = await folder.open();
  await Promise.all([tokenIn(vault), tokenIn(vault), tokenIn(vault)]);
  expect(await tokenIn(vault)).toBe(TOKEN);
  expect(keyStore.calls).toEqual(["get data-key"]);
});

test("the data key is 64 hexadecimal characters in the key store, under the given account", async () => {
  using folder = testVault();
  await (await folder.open({ account: "acme" })).put(SIGN_IN, entryOf());
  expect(await folder.keyStore.get("acme")).toMatch(/^[0-9a-f]{64}$/);
});

test("no file holds a secret, metadata, start URL or the data key", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, { secrets: { accessToken: secret(TOKEN) }, metadata: { note: "plain-note" } });
  const key = (await folder.keyStore.get("data-key")) ?? "";
  const words = [TOKEN, "accessToken", "plain-note", "acme", key, Buffer.from(key, "hex").toString("latin1")];
  for (const name of readdirSync(folder.directory)) {
    const text = name + readFileSync(join(folder.directory, name), "latin1");
    for (const word of words) expect(text.includes(word)).toBe(false);
  }
});

test("the folder is 0700 and every file 0600, whatever the umask", async () => {
  using folder = testVault();
  const umask = process.umask(0);
  try {
    await (await folder.open()).put(SIGN_IN, entryOf());
  } finally {
    process.umask(umask);
  }
  expect(statSync(folder.directory).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder.directory))
    expect(statSync(join(folder.directory, name)).mode & 0o777).toBe(0o600);
});

test("delete says whether there was a record", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  expect(await vault.delete(SIGN_IN)).toBe(true);
  expect(await vault.delete(SIGN_IN)).toBe(false);
  expect(await tokenIn(vault)).toBe("absent");
});

test("puts that overlap follow each other, and the last one stays", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await Promise.all(["a", "b", "c", "d"].map((token) => vault.put(SIGN_IN, entryOf(token))));
  expect(await tokenIn(vault)).toBe("d");
  expect(folder.names()).toHaveLength(1);
});

test.each([
  ["a kind that would leave the folder", { ...SIGN_IN, kind: "../../sign-in" }],
  ["an empty start URL", { ...SIGN_IN, startUrl: "" }],
  ["a region with a zero byte", { ...SIGN_IN, region: "eu\0west" }],
])("refuses %s", async (_, key) => {
  using folder = testVault();
  const vault = await folder.open();
  const refused = expect.objectContaining({ code: "VAULT_INVALID_ARGUMENT" }) as unknown;
  await expect(vault.get(key as VaultKey)).rejects.toEqual(refused);
  await expect(vault.put(key as VaultKey, entryOf())).rejects.toEqual(refused);
  await expect(vault.delete(key as VaultKey)).rejects.toEqual(refused);
});

test("a token of 16 KiB comes back as it was; one of 1 MiB is refused in words, and the old one stays", async () => {
  using folder = testVault();
  const vault = await folder.open();
  const large = "x".repeat(16 * 1024);
  await vault.put(SIGN_IN, entryOf(large));
  expect((await tokenIn(await folder.open())) === large).toBe(true);
  await expect(vault.put(SIGN_IN, entryOf("y".repeat(1024 * 1024)))).rejects.toMatchObject({
    code: "VAULT_TOO_LARGE",
    message: "secrets.accessToken is larger than 64 KiB.",
  });
  expect((await tokenIn(vault)) === large).toBe(true);
});

test("a printed secret does not replace a good one", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const printed = entryOf(String(secret("new token")));
  await expect(vault.put(SIGN_IN, printed)).rejects.toMatchObject({ code: "VAULT_REDACTED_VALUE" });
  expect(await tokenIn(vault)).toBe(TOKEN);
});
