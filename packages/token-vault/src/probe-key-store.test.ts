import { expect, test } from "vitest";
import { watchedKeyStore } from "../test/support/key-stores.ts";
import { KeyStoreError } from "./key-store.ts";
import { memoryKeyStore } from "./memory-key-store.ts";
import { probeKeyStore } from "./probe-key-store.ts";

test("a store that keeps, gives and deletes is ready, and nothing of the probe stays in it", async () => {
  const accounts = new Set<string>();
  const inner = memoryKeyStore();
  const store = {
    ...inner,
    set: (account: string, value: string) => {
      accounts.add(account);
      return inner.set(account, value);
    },
  };
  expect(await probeKeyStore(store)).toEqual({
    state: "ready",
    message: "The memory of this process works.",
  });
  for (const account of accounts) expect(await inner.get(account)).toBeUndefined();
  expect(accounts.size).toBe(1);
});

test("two probes at once do not disturb each other", async () => {
  const store = memoryKeyStore();
  const states = await Promise.all([probeKeyStore(store), probeKeyStore(store)]);
  expect(states.map(({ state }) => state)).toEqual(["ready", "ready"]);
});

test.each(["locked", "unavailable", "frozen", "denied", "weak-backend"] as const)(
  "a store that refuses with %s is that, with the store's own advice",
  async (state) => {
    const store = watchedKeyStore();
    store.state = state;
    expect(await probeKeyStore(store)).toEqual({ state, message: `The test keychain is ${state}.` });
    expect(store.calls).toEqual(["set probe"]);
  },
);

test("a store that takes a value and then has nothing is locked, not empty", async () => {
  const store = { ...memoryKeyStore(), get: () => Promise.resolve(undefined) };
  expect(await probeKeyStore(store)).toMatchObject({ state: "locked" });
});

test("a store that gives back something else is unavailable", async () => {
  const store = { ...memoryKeyStore(), get: () => Promise.resolve("something else") };
  expect(await probeKeyStore(store)).toMatchObject({ state: "unavailable" });
});

test("a store that throws something of its own is unavailable, and the probe does not reject", async () => {
  const store = { ...memoryKeyStore(), set: () => Promise.reject(new Error("vendor code 17")) };
  const { state, message } = await probeKeyStore(store);
  expect(state).toBe("unavailable");
  expect(message).not.toContain("vendor code 17");
});

test("a store that freezes after the first step is frozen", async () => {
  const frozen = new KeyStoreError("frozen", "No answer.");
  const store = { ...memoryKeyStore(), get: () => Promise.reject(frozen) };
  expect(await probeKeyStore(store)).toEqual({ state: "frozen", message: "No answer." });
});
