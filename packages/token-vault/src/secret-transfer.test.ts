import { getDiffieHellman, hkdfSync, createDecipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { keyAgreement } from "./secret-transfer.ts";

const number = (value: number, size: number): Buffer => Buffer.alloc(size).fill(value, size - 1);

test("a peer that uses OpenSSL's arithmetic reads what was encrypted", () => {
  const peer = getDiffieHellman("modp2");
  const peerKey = peer.generateKeys();
  const ours = keyAgreement();
  const { initializationVector, ciphertext } = ours.agree(peerKey).encrypt("zwei €");
  const shared = peer.computeSecret(ours.publicKey);
  const padded = Buffer.concat([Buffer.alloc(128 - shared.length), shared]);
  const key = Buffer.from(hkdfSync("sha256", padded, "", "", 16));
  const decipher = createDecipheriv("aes-128-cbc", key, initializationVector);
  expect(decipher.update(ciphertext, undefined, "utf8") + decipher.final("utf8")).toBe("zwei €");
});

test("a shared number that begins with zeros keeps them: both sides derive the key from all 128 bytes", () => {
  // With the exponent 1 the shared number is the peer's key: 3.
  const ours = keyAgreement((size) => number(1, size));
  expect(ours.publicKey).toEqual(number(2, 128));
  const { initializationVector, ciphertext } = ours.agree(Uint8Array.of(3)).encrypt("value");
  const key = Buffer.from(hkdfSync("sha256", number(3, 128), "", "", 16));
  const decipher = createDecipheriv("aes-128-cbc", key, initializationVector);
  expect(decipher.update(ciphertext, undefined, "utf8") + decipher.final("utf8")).toBe("value");
});

test("each value has an initialization vector of its own, and another key does not open it", () => {
  const [ours, theirs, stranger] = [keyAgreement(), keyAgreement(), keyAgreement()];
  const transfer = ours.agree(theirs.publicKey);
  const [first, second] = [transfer.encrypt("value"), transfer.encrypt("value")];
  expect(first.initializationVector).not.toEqual(second.initializationVector);
  expect(theirs.agree(ours.publicKey).decrypt(first)).toBe("value");
  const decrypted = ((): string => {
    try {
      return stranger.agree(ours.publicKey).decrypt(first);
    } catch {
      return "nothing";
    }
  })();
  expect(decrypted).not.toBe("value");
});

test.each([
  ["0", Uint8Array.of(0)],
  ["1", Uint8Array.of(1)],
  ["nothing", new Uint8Array()],
  ["more than the prime", new Uint8Array(129).fill(255)],
  ["the prime less one", getDiffieHellman("modp2").getPrime().fill(0xfe, 127)],
])("a key that makes the shared number predictable is refused: %s", (_, key) => {
  expect(() => keyAgreement().agree(key)).toThrow("unusable key");
});
