import { createDecipheriv, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { OWNER, REGISTRATION, SIGN_IN } from "../test/support/vault.ts";
import { checkRecord, dataKey, isWrittenWith, openRecord, sealRecord } from "./record-format.ts";
import { identityOfKey, ownerHash } from "./record-name.ts";

const KEY = dataKey(Buffer.alloc(32, 7));
const NONCE = Buffer.alloc(12, 9);
const PAYLOAD = Buffer.from("payload");
const record = (): Buffer => sealRecord(identityOfKey(SIGN_IN), PAYLOAD, KEY, NONCE);

test("what was sealed opens", () => {
  expect(openRecord(record(), KEY)).toEqual(PAYLOAD);
  expect(openRecord(sealRecord(identityOfKey(SIGN_IN), Buffer.alloc(0), KEY, NONCE), KEY)).toEqual(
    Buffer.alloc(0),
  );
});

test("the bytes are those of docs/vault-format.md", () => {
  const bytes = record();
  expect(bytes.length).toBe(76 + PAYLOAD.length + 16);
  expect(bytes.subarray(0, 8).toString("latin1")).toBe("LKVAULT\0");
  expect([...bytes.subarray(8, 12)]).toEqual([1, 1, 1, 0]);
  expect(bytes.readUInt32BE(12)).toBe(PAYLOAD.length);
  expect(bytes.subarray(16, 32)).toEqual(
    Buffer.from(hkdfSync("sha256", KEY.bytes, "", "latchkey-vault-key-id", 16)),
  );
  expect(bytes.subarray(32, 64)).toEqual(ownerHash(OWNER));
  expect(bytes.subarray(64, 76)).toEqual(NONCE);
});

test("a reader who knows only AES-256-GCM and the page opens it", () => {
  const bytes = record();
  const decipher = createDecipheriv("aes-256-gcm", KEY.bytes, bytes.subarray(64, 76))
    .setAAD(bytes.subarray(0, 76))
    .setAuthTag(bytes.subarray(-16));
  const text = decipher.update(bytes.subarray(76, -16), undefined, "utf8") + decipher.final("utf8");
  expect(text).toBe("payload");
});

test("another data key has another id, and does not open it", () => {
  const other = dataKey(Buffer.alloc(32, 8));
  expect(isWrittenWith(KEY, record())).toBe(true);
  expect(isWrittenWith(other, record())).toBe(false);
  expect(openRecord(record(), other)).toBeUndefined();
});

test("the key's id does not hold the key", () => {
  expect(KEY.bytes.includes(KEY.id)).toBe(false);
});

test("a record in the place of another kind, start URL or region is corrupt", () => {
  const wrong = [REGISTRATION, { ...SIGN_IN, startUrl: "https://x" }, { ...SIGN_IN, region: "eu-west-2" }];
  expect(checkRecord(identityOfKey(SIGN_IN), record())).toBe("plausible");
  for (const key of wrong) expect(checkRecord(identityOfKey(key), record())).toBe("corrupt");
});

test("start URL and region cannot be shifted into each other", () => {
  expect(ownerHash({ startUrl: "ab", region: "c" })).not.toEqual(ownerHash({ startUrl: "a", region: "bc" }));
});

test("a higher version is told apart from damage", () => {
  const bytes = record();
  bytes[8] = 2;
  expect(checkRecord(identityOfKey(SIGN_IN), bytes)).toBe("newer-version");
});
