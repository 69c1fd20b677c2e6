import { keyStoreContract } from "@latchkey/test-kit/key-store-contract";
import { temporaryDirectory } from "@latchkey/test-kit";
import { KeyStoreError, probeKeyStore } from "@latchkey/token-vault";
import type { KeyStoreState } from "@latchkey/token-vault";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { fakeSafeStorage } from "../../../test/support/fake-safe-storage.ts";
import type { FakeSafeStorage } from "../../../test/support/fake-safe-storage.ts";
import { safeStorageKeyStore } from "./safe-storage-key-store.ts";
import type { SafeStorageKeyStore } from "./safe-storage-key-store.ts";

const KEY = "0123456789abcdef".repeat(4);
const OTHER_KEY = "f".repeat(64);

let fake: FakeSafeStorage;
let folder: string;
let store: SafeStorageKeyStore;

const storeOn = (platform: NodeJS.Platform, timeoutMs = 5_000): SafeStorageKeyStore =>
  safeStorageKeyStore({ safeStorage: fake, folder, timeoutMs, platform });

beforeEach(() => {
  const directory = temporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  fake = fakeSafeStorage();
  folder = join(directory.path, "data", "key-store");
  store = storeOn("linux");
});

keyStoreContract({ what: "safeStorage", open: () => store, probe: probeKeyStore });

/** Throws what is no failure of a key store, and one that tells the key. */
async function stateOf(work: Promise<unknown>): Promise<KeyStoreState> {
  try {
    await work;
    return "ready";
  } catch (error) {
    if (!(error instanceof KeyStoreError) || error.message.includes(KEY)) throw error;
    return error.state;
  }
}

const sealedFile = (account = "data-key"): string => join(folder, `${account}.sealed`);

test("the file is this user's alone, holds no key, and nothing else stays beside it", async () => {
  await store.set("data-key", KEY);
  expect(readFileSync(sealedFile()).includes(KEY)).toBe(false);
  expect(statSync(sealedFile()).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(["data-key.sealed"]);
});

test("another process reads what this one set", async () => {
  await store.set("data-key", KEY);
  expect((await storeOn("linux").get("data-key")) === KEY).toBe(true);
  expect(await storeOn("linux").holds("data-key")).toBe(true);
  expect(await storeOn("linux").holds("other")).toBe(false);
});

test.each(["basic_text", "unknown", "a_new_one"])(
  "Linux: the backend %s is refused, and nothing is written",
  async (backend) => {
    fake.backend = backend;
    expect(await stateOf(store.set("data-key", KEY))).toBe("weak-backend");
    expect(await store.holds("data-key")).toBe(false);
    expect((await probeKeyStore(store)).state).toBe("weak-backend");
  },
);

test("Linux: what came out under the constant key is refused, whatever the backend is called", async () => {
  fake.version = "v10";
  expect(await stateOf(store.set("data-key", KEY))).toBe("weak-backend");
  expect(await store.holds("data-key")).toBe(false);
});

test("Linux: a file under the constant key is not opened, since anybody could have made it", async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(sealedFile(), "v10 from somebody else");
  expect(await stateOf(store.get("data-key"))).toBe("weak-backend");
});

test.each(["darwin", "win32"] as const)(
  "%s has neither a backend's name nor that prefix",
  async (platform) => {
    fake.version = "v10";
    fake.backend = "basic_text";
    await storeOn(platform).set("data-key", KEY);
    expect((await storeOn(platform).get("data-key")) === KEY).toBe(true);
  },
);

test("each failure has its state, and the file stays", async () => {
  await store.set("data-key", KEY);
  fake.failure = new Error("safeStorage.decryptStringAsync is temporarily unavailable. Please try again.");
  expect(await stateOf(store.get("data-key"))).toBe("locked");
  fake.failure = new Error("Error while encrypting the text provided to safeStorage.encryptStringAsync.");
  expect(await stateOf(store.set("data-key", OTHER_KEY))).toBe("unavailable");
  fake.failure = undefined;
  fake.isAvailable = false;
  expect(await stateOf(store.get("data-key"))).toBe("unavailable");
  fake.isAvailable = true;
  expect((await store.get("data-key")) === KEY).toBe(true);
});

test("what another keyring sealed is denied, never absent; signing out makes room again", async () => {
  await store.set("data-key", KEY);
  fake.replaceKeyring();
  expect(await stateOf(store.get("data-key"))).toBe("denied");
  expect(await store.delete("data-key")).toBe(true);
  expect(await store.get("data-key")).toBeUndefined();
});

test("an encryption that does not answer is frozen, in time, and what it answers later changes nothing", async () => {
  store = storeOn("linux", 500);
  await store.set("data-key", KEY);
  const late = Promise.withResolvers<void>();
  fake.answerAfter = late.promise;
  expect(await stateOf(store.set("data-key", OTHER_KEY))).toBe("frozen");
  late.resolve();
  fake.answerAfter = Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await store.get("data-key")) === KEY).toBe(true);
});

test("calls behind one that is not answered end in time as well", async () => {
  store = storeOn("linux", 500);
  fake.answerAfter = new Promise(() => undefined);
  const accounts = Array.from({ length: 20 }, (_, index) => `account-${index}`);
  const began = performance.now();
  const states = accounts.map(async (account) => stateOf(store.set(account, KEY)));
  expect(new Set(await Promise.all(states))).toEqual(new Set(["frozen"]));
  // One after the other they would need ten seconds.
  expect(performance.now() - began).toBeLessThan(5_000);
});

test("a stale value is sealed again, once", async () => {
  await store.set("data-key", KEY);
  fake.rotate();
  const before = readFileSync(sealedFile());
  expect((await store.get("data-key")) === KEY).toBe(true);
  expect(readFileSync(sealedFile()).equals(before)).toBe(false);
  expect((await store.get("data-key")) === KEY).toBe(true);
  expect(fake.sealed).toBe(2);
});

test("sealing a stale value again never replaces a newer one", async () => {
  await store.set("data-key", KEY);
  fake.rotate();
  await Promise.all([store.get("data-key"), store.set("data-key", OTHER_KEY)]);
  expect((await store.get("data-key")) === OTHER_KEY).toBe(true);
});

test("a stale value that cannot be sealed again is given all the same", async () => {
  await store.set("data-key", KEY);
  fake.rotate();
  fake.encryptStringAsync = () => Promise.reject(new Error("no"));
  expect((await store.get("data-key")) === KEY).toBe(true);
});

test("a link, a folder or a file that is too large is no key", async () => {
  await store.set("real", KEY);
  symlinkSync(sealedFile("real"), sealedFile("link"));
  mkdirSync(sealedFile("folder"));
  writeFileSync(sealedFile("large"), Buffer.alloc(5_000));
  for (const account of ["link", "folder", "large"])
    expect([account, await stateOf(store.get(account))]).toEqual([account, "unavailable"]);
});

test("an account cannot name a place outside the folder", async () => {
  for (const account of ["../data-key", "a/b", "", "a".repeat(65)])
    expect(await stateOf(store.set(account, KEY))).toBe("unavailable");
});
