import { temporaryDirectory } from "@latchkey/test-kit";
import { keyStoreContract } from "@latchkey/test-kit/key-store-contract";
import { KeyStoreError, memoryKeyStore, openTokenVault, probeKeyStore } from "@latchkey/token-vault";
import type { KeyStore, KeyStoreState, TokenVault } from "@latchkey/token-vault";
import { secret } from "@latchkey/secret";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { fakeSafeStorage } from "../../../test/support/fake-safe-storage.ts";
import type { FakeSafeStorage } from "../../../test/support/fake-safe-storage.ts";
import { chosenKeyStore } from "./chosen-key-store.ts";
import { safeStorageKeyStore } from "./safe-storage-key-store.ts";

const RECORD = { kind: "sign-in", startUrl: "https://acme.awsapps.com/start", region: "us-east-1" } as const;

/** The system's keychain, which a test takes away and brings back. */
let systemState: KeyStoreState;
let system: KeyStore;
let fake: FakeSafeStorage;
let folder: string;
let chosen: string[];

beforeEach(() => {
  const directory = temporaryDirectory();
  onTestFinished(() => directory[Symbol.dispose]());
  folder = directory.path;
  fake = fakeSafeStorage();
  systemState = "ready";
  system = whileReady(memoryKeyStore());
  chosen = [];
});

function checkSystem(): void {
  if (systemState !== "ready") throw new KeyStoreError(systemState, "The test took it away.");
}

function whileReady(store: KeyStore): KeyStore {
  return {
    name: "The keychain",
    async get(account) {
      checkSystem();
      return store.get(account);
    },
    async set(account, value) {
      checkSystem();
      await store.set(account, value);
    },
    async delete(account) {
      checkSystem();
      return store.delete(account);
    },
  };
}

/** As at a start of the app. */
function keyStore(): KeyStore {
  return chosenKeyStore({
    system,
    safeStorage: safeStorageKeyStore({
      safeStorage: fake,
      folder: join(folder, "key-store"),
      timeoutMs: 5_000,
      platform: "linux",
    }),
    vaultFolder: join(folder, "vault"),
    account: "data-key",
    onChosen: (name) => void chosen.push(name),
  });
}

const vault = (): Promise<TokenVault> =>
  openTokenVault({ directory: join(folder, "vault"), keyStore: keyStore() });

const signIn = async (): Promise<void> =>
  (await vault()).put(RECORD, { secrets: { accessToken: secret("kept") }, metadata: {} });

const kept = async (): Promise<string> => {
  try {
    return (await (await vault()).get(RECORD)).status;
  } catch (error) {
    return (error as { readonly state: string }).state;
  }
};

keyStoreContract({ what: "the choice, with a keychain", open: keyStore, probe: probeKeyStore });
keyStoreContract({
  what: "the choice, without one",
  open: () => {
    systemState = "unavailable";
    return keyStore();
  },
  probe: probeKeyStore,
});

test("a keychain that works is chosen, and safeStorage is not even asked", async () => {
  await signIn();
  expect(chosen).toEqual(["The keychain"]);
  expect(fake.sealed).toBe(0);
  expect(await kept()).toBe("found");
});

test("without a keychain safeStorage is chosen, and stays so when a keychain comes", async () => {
  systemState = "unavailable";
  await signIn();
  expect(chosen.at(-1)).toBe("The system's encryption");
  expect(await kept()).toBe("found");
  systemState = "ready";
  expect(await kept()).toBe("found");
  expect(chosen.at(-1)).toBe("The system's encryption");
});

test.each(["unavailable", "locked", "frozen", "denied"] as const)(
  "a sign-in kept under the keychain is not given up when that is %s",
  async (state) => {
    await signIn();
    systemState = state;
    expect(await kept()).toBe(state);
    await expect(signIn()).rejects.toMatchObject({ code: "VAULT_KEY_STORE", state });
    systemState = "ready";
    expect(await kept()).toBe("found");
    expect(fake.sealed).toBe(0);
  },
);

test.each(["locked", "frozen", "denied"] as const)(
  "a keychain that is there but %s is not passed over",
  async (state) => {
    systemState = state;
    await expect(signIn()).rejects.toMatchObject({ state });
    systemState = "ready";
    await signIn();
    expect(chosen).toEqual(["The keychain"]);
  },
);

test("a safeStorage that protects nothing is no alternative: the keychain's message stands", async () => {
  systemState = "unavailable";
  fake.backend = "basic_text";
  await expect(signIn()).rejects.toMatchObject({ state: "unavailable", message: "The test took it away." });
  expect(await kept()).toBe("absent");
});

test("a sign-in kept under safeStorage waits for it, and is not begun anew in the keychain", async () => {
  systemState = "unavailable";
  await signIn();
  systemState = "ready";
  fake.failure = new Error("safeStorage.decryptStringAsync is temporarily unavailable.");
  expect(await kept()).toBe("locked");
  await expect(signIn()).rejects.toMatchObject({ state: "locked" });
  fake.failure = undefined;
  expect(await kept()).toBe("found");
});

test("a client registration alone binds nobody to a keychain that is gone", async () => {
  await signIn();
  const opened = await vault();
  const registration = { ...RECORD, kind: "client-registration" } as const;
  const entry = { secrets: { clientSecret: secret("of the device") }, metadata: {} };
  await opened.put(registration, entry);
  await opened.delete(RECORD);
  systemState = "unavailable";
  await signIn();
  expect(chosen.at(-1)).toBe("The system's encryption");
  expect(await kept()).toBe("found");
  // It is under the other key, so it is asked for anew.
  expect((await (await vault()).get(registration)).status).toBe("unreadable");
  await (await vault()).put(registration, entry);
  expect((await (await vault()).get(registration)).status).toBe("found");
});

test("signing out removes the key from where it is, and the next sign-in chooses anew", async () => {
  systemState = "unavailable";
  await signIn();
  systemState = "ready";
  const opened = await vault();
  expect((await opened.get(RECORD)).status).toBe("found");
  await opened.clear();
  await opened.put(RECORD, { secrets: { accessToken: secret("again") }, metadata: {} });
  expect(chosen.at(-1)).toBe("The keychain");
  systemState = "unavailable";
  expect(await kept()).toBe("unavailable");
});

test("a sign-out that begins a run asks the keychain, not what happens to be there", async () => {
  await signIn();
  systemState = "unavailable";
  await expect((await vault()).clear()).rejects.toMatchObject({ state: "unavailable" });
  // The records are gone, so nothing speaks against another store now.
  await signIn();
  expect(chosen.at(-1)).toBe("The system's encryption");
});

test("what a crash left of a probe is no key", async () => {
  await signIn();
  const sealed = safeStorageKeyStore({
    safeStorage: fake,
    folder: join(folder, "key-store"),
    timeoutMs: 5_000,
    platform: "linux",
  });
  await sealed.set("probe-0123456789abcdef", "0123456789abcdef");
  expect(await kept()).toBe("found");
});
