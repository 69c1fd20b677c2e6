import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { watchedKeyStore } from "../test/support/key-stores.ts";
import { entryOf, REGISTRATION, SIGN_IN, testVault, TOKEN, tokenIn } from "../test/support/vault.ts";
import { systemClock } from "./clock.ts";
import { memoryKeyStore } from "./memory-key-store.ts";
import { identityOfKey } from "./record-name.ts";

test("a record truncated at any byte is unreadable", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const whole = readFileSync(folder.fileOf(SIGN_IN));
  for (let length = 0; length < whole.length; length += 1) {
    writeFileSync(folder.fileOf(SIGN_IN), whole.subarray(0, length), { mode: 0o600 });
    expect(await vault.get(SIGN_IN), `${length} bytes`).toMatchObject({
      status: "unreadable",
      reason: "corrupt",
    });
  }
});

test("a record with any single bit changed is unreadable", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf("t"));
  const whole = readFileSync(folder.fileOf(SIGN_IN));
  for (let bit = 0; bit < whole.length * 8; bit += 1) {
    const changed = Buffer.from(whole);
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    writeFileSync(folder.fileOf(SIGN_IN), changed, { mode: 0o600 });
    expect(await vault.get(SIGN_IN), `bit ${bit}`).toMatchObject({ status: "unreadable" });
  }
});

test("a record with a byte more is unreadable", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  writeFileSync(folder.fileOf(SIGN_IN), "x", { flag: "a" });
  expect(await tokenIn(vault)).toBe("corrupt");
});

test("a file above any record's size is unreadable, and not read into memory", async () => {
  using folder = testVault();
  const vault = await folder.open();
  writeFileSync(folder.fileOf(SIGN_IN), "", { mode: 0o600 });
  truncateSync(folder.fileOf(SIGN_IN), 8 * 1024 ** 4);
  expect(await tokenIn(vault)).toBe("corrupt");
});

test("a corrupt record is kept beside, and from then on the record is absent", async () => {
  using folder = testVault();
  const vault = await folder.open();
  writeFileSync(folder.fileOf(SIGN_IN), "damaged", { mode: 0o600 });
  expect(await tokenIn(vault)).toBe("corrupt");
  expect(await tokenIn(vault)).toBe("absent");
  const [name] = folder.names();
  expect(name).toMatch(/\.aside$/);
  expect(readFileSync(join(folder.directory, name ?? ""), "utf8")).toBe("damaged");
});

test("at most five corrupt records are kept: the newest", async () => {
  using folder = testVault();
  let now = 1_767_225_600_000;
  const vault = await folder.open({ clock: { ...systemClock, now: () => (now += 1) } });
  for (let count = 1; count <= 8; count += 1) {
    writeFileSync(folder.fileOf(count % 2 === 0 ? SIGN_IN : REGISTRATION), `damaged ${count}`, {
      mode: 0o600,
    });
    const read = await vault.get(count % 2 === 0 ? SIGN_IN : REGISTRATION);
    expect(read).toEqual({ status: "unreadable", reason: "corrupt", keptAside: Math.min(count, 5) });
  }
  const kept = folder.names().map((name) => readFileSync(join(folder.directory, name), "utf8"));
  expect(kept.toSorted()).toEqual([4, 5, 6, 7, 8].map((count) => `damaged ${count}`));
});

test("the record that was moved aside last is kept, also when the clock was set back before", async () => {
  using folder = testVault();
  let now = 1_767_225_600_000;
  const vault = await folder.open({ clock: { ...systemClock, now: () => now } });
  for (let count = 1; count <= 6; count += 1) {
    if (count === 6) now -= 86_400_000;
    writeFileSync(folder.fileOf(SIGN_IN), `damaged ${count}`, { mode: 0o600 });
    await vault.get(SIGN_IN);
  }
  const kept = folder.names().map((name) => readFileSync(join(folder.directory, name), "utf8"));
  expect(kept.toSorted()).toEqual([2, 3, 4, 5, 6].map((count) => `damaged ${count}`));
});

test("a record of another data key is unreadable, stays, and is moved aside by the next put", async () => {
  using folder = testVault();
  await (await folder.open()).put(SIGN_IN, entryOf());
  const before = readFileSync(folder.fileOf(SIGN_IN));
  const vault = await folder.open({ keyStore: memoryKeyStore(), account: "x" });
  await vault.put(REGISTRATION, entryOf());
  expect(await tokenIn(vault)).toBe("other-key");
  expect(readFileSync(folder.fileOf(SIGN_IN)).equals(before)).toBe(true);

  await vault.put(SIGN_IN, entryOf("new"));
  expect(await tokenIn(vault)).toBe("new");
  const aside = folder.names().find((name) => name.endsWith(".aside")) ?? "";
  expect(readFileSync(join(folder.directory, aside)).equals(before)).toBe(true);
});

test("a lost data key is unreadable as often as one asks, and the next put makes a new one", async () => {
  const keyStore = watchedKeyStore();
  using folder = testVault(keyStore);
  await (await folder.open()).put(SIGN_IN, entryOf());
  await keyStore.delete("data-key");
  const vault = await folder.open();
  expect([await tokenIn(vault), await tokenIn(vault)]).toEqual(["key-lost", "key-lost"]);
  await vault.put(SIGN_IN, entryOf("new"));
  expect(await tokenIn(vault)).toBe("new");
});

test("a data key that is not 64 hexadecimal characters counts as lost", async () => {
  using folder = testVault();
  await (await folder.open()).put(SIGN_IN, entryOf());
  await folder.keyStore.set("data-key", "tampered");
  expect(await tokenIn(await folder.open())).toBe("key-lost");
});

test("a record renamed to another key's name is corrupt", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  writeFileSync(folder.fileOf(REGISTRATION), readFileSync(folder.fileOf(SIGN_IN)), { mode: 0o600 });
  expect(await tokenIn(vault, REGISTRATION)).toBe("corrupt");
  expect(await tokenIn(vault)).toBe(TOKEN);
});

test("a link in a record's place is not followed; a put moves the link aside and leaves its target alone", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(REGISTRATION, entryOf("target"));
  const target = readFileSync(folder.fileOf(REGISTRATION));
  symlinkSync(folder.fileOf(REGISTRATION), folder.fileOf(SIGN_IN));
  expect(await tokenIn(vault)).toBe("foreign-file");

  await vault.put(SIGN_IN, entryOf());
  expect(await tokenIn(vault)).toBe(TOKEN);
  expect(lstatSync(folder.fileOf(SIGN_IN)).isFile()).toBe(true);
  expect(readFileSync(folder.fileOf(REGISTRATION)).equals(target)).toBe(true);
});

test("a pipe or a folder in a record's place is unreadable, at once", async () => {
  using folder = testVault();
  const vault = await folder.open();
  execFileSync("mkfifo", ["-m", "600", folder.fileOf(SIGN_IN)]);
  mkdirSync(folder.fileOf(REGISTRATION));
  expect(await tokenIn(vault)).toBe("foreign-file");
  expect(await tokenIn(vault, REGISTRATION)).toBe("foreign-file");
  await vault.clear();
  expect(folder.names()).toEqual([]);
});

test("a record of a later version stays, and is moved aside by the next put", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const bytes = readFileSync(folder.fileOf(SIGN_IN));
  bytes.writeUInt8(2, 8);
  writeFileSync(folder.fileOf(SIGN_IN), bytes);
  expect([await tokenIn(vault), await tokenIn(vault)]).toEqual(["newer-version", "newer-version"]);
  await vault.put(SIGN_IN, entryOf("new"));
  expect(folder.names().filter((name) => name.endsWith(".aside"))).toHaveLength(1);
});

test("a record that was decrypted but holds something else is corrupt", async () => {
  using folder = testVault();
  const vault = await folder.open();
  await vault.put(SIGN_IN, entryOf());
  const { dataKey, sealRecord } = await import("./record-format.ts");
  const key = dataKey(Buffer.from((await folder.keyStore.get("data-key")) ?? "", "hex"));
  writeFileSync(
    folder.fileOf(SIGN_IN),
    sealRecord(identityOfKey(SIGN_IN), Buffer.from("[]"), key, Buffer.alloc(12)),
  );
  expect(await tokenIn(vault)).toBe("corrupt");
  expect(existsSync(folder.fileOf(SIGN_IN))).toBe(false);
});
