import { expect, test } from "vitest";
import { SIGN_IN } from "../test/support/vault.ts";
import { memoryKeyStore } from "./memory-key-store.ts";
import { dataKey, eraseKey, sealRecord } from "./record-format.ts";
import type { DataKey } from "./record-format.ts";
import { identityOfKey } from "./record-name.ts";
import { storedDataKey } from "./stored-data-key.ts";

const ZEROS = Buffer.alloc(32);
const anyKey = (): boolean => true;
const stored = (keyStore = memoryKeyStore()) => {
  let made = 0;
  return storedDataKey({
    keyStore,
    account: "data-key",
    random: (size) => Buffer.alloc(size, (made += 1)),
    beforeCreation: () => Promise.resolve(),
  });
};

test("delete overwrites the key that this process holds", async () => {
  const keys = stored();
  const [key] = await keys.findOrCreate();
  await keys.delete();
  expect(key.bytes).toEqual(ZEROS);
});

test("a key that was read twice is held once", async () => {
  const keys = stored();
  const [key] = await keys.findOrCreate();
  expect((await keys.findOrCreate())[0]).toBe(key);
  expect(await keys.find(anyKey)).toBe(key);
});

test("a rotation overwrites the key that it replaced", async () => {
  const keys = stored();
  const [from] = await keys.findOrCreate();
  const rotation = await keys.beginRotation();
  expect(rotation?.from).toBe(from);
  expect(from.bytes).not.toEqual(ZEROS);
  if (rotation !== undefined) await keys.endRotation(rotation);
  expect(from.bytes).toEqual(ZEROS);
  expect(rotation?.to.bytes).not.toEqual(ZEROS);
});

test("a key that another process replaced is overwritten when that is seen", async () => {
  const keyStore = memoryKeyStore();
  const [keys, other] = [stored(keyStore), stored(keyStore)];
  const [key] = await keys.findOrCreate();
  await other.delete();
  await keyStore.set("data-key", "ab".repeat(32));
  await keys.find(() => false);
  expect(key.bytes).toEqual(ZEROS);
});

test("an erased key encrypts nothing", () => {
  const key: DataKey = dataKey(Buffer.alloc(32, 7));
  eraseKey(key);
  expect(() => sealRecord(identityOfKey(SIGN_IN), Buffer.from("token"), key, Buffer.alloc(12))).toThrow(
    expect.objectContaining({ code: "VAULT_WRITE_FAILED" }),
  );
});
