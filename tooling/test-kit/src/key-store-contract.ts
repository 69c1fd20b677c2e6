/** What the vault expects of every key store, as tests: for the vault's own adapters and for an app's. */

import { expect, test } from "vitest";

/** The vault's `KeyStore`, which this package does not import: the vault imports this package. */
export interface KeyStoreUnderTest {
  readonly name: string;
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  delete(account: string): Promise<boolean>;
  prepare?(): void;
  close?(): Promise<void>;
}

export interface KeyStoreContract<Store extends KeyStoreUnderTest> {
  /** For the titles. */
  readonly what: string;
  /** Gives an empty store; what it starts should end with the test. */
  readonly open: () => Promise<Store> | Store;
  /** The vault's `probeKeyStore`. */
  readonly probe: (store: Store) => Promise<{ readonly state: string }>;
}

/** What the vault stores: a key, and during a rotation two. */
const ONE_KEY = "0123456789abcdef".repeat(4);
const TWO_KEYS = `${"f".repeat(64)} ${ONE_KEY}`;

export function keyStoreContract<Store extends KeyStoreUnderTest>({
  what,
  open,
  probe,
}: KeyStoreContract<Store>): void {
  const withStore = (title: string, check: (store: Store) => Promise<void>): void => {
    test(`${what}: ${title}`, async () => {
      const store = await open();
      // For messages, at the beginning of a sentence.
      expect(store.name).toMatch(/^[A-Z]/);
      await check(store);
      await store.close?.();
    });
  };

  withStore("what was never set is undefined, and there is nothing to delete", async (store) => {
    expect(await store.get("account")).toBeUndefined();
    expect(await store.delete("account")).toBe(false);
  });

  withStore("what was set comes back as it was, also after it was replaced", async (store) => {
    for (const value of [ONE_KEY, TWO_KEYS, ONE_KEY]) {
      await store.set("account", value);
      expect((await store.get("account")) === value).toBe(true);
    }
  });

  withStore("what was deleted is gone, and only that", async (store) => {
    await store.set("account", ONE_KEY);
    await store.set("other", TWO_KEYS);
    expect(await store.delete("account")).toBe(true);
    expect(await store.get("account")).toBeUndefined();
    expect((await store.get("other")) === TWO_KEYS).toBe(true);
  });

  withStore("calls at the same time get each their own answer", async (store) => {
    const accounts = ["a", "b", "c", "d"];
    await Promise.all(accounts.map((account) => store.set(account, `value of ${account}`)));
    const values = await Promise.all(accounts.map((account) => store.get(account)));
    expect(values).toEqual(accounts.map((account) => `value of ${account}`));
  });

  withStore("the probe finds it ready", async (store) => {
    expect(await probe(store)).toMatchObject({ state: "ready" });
  });

  withStore(
    "preparing asks nothing and breaks nothing, and a closed store can be used again",
    async (store) => {
      store.prepare?.();
      await store.set("account", ONE_KEY);
      store.prepare?.();
      await store.close?.();
      await store.set("account", TWO_KEYS);
      expect((await store.get("account")) === TWO_KEYS).toBe(true);
    },
  );
}
