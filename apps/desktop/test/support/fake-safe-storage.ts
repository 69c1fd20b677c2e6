/** Electron's `safeStorage` as a key store sees it: a cipher with a key, and what may go wrong with it. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { SafeStorageLike } from "../../src/main/shell/safe-storage-cipher.ts";

export interface FakeSafeStorage extends SafeStorageLike {
  /** What Chromium puts before the text: `v10` under the key that everybody knows. */
  version: string;
  backend: string;
  isAvailable: boolean;
  /** From now on what was sealed before is to be sealed again. */
  rotate(): void;
  /** The keyring is another one: nothing sealed before opens. */
  replaceKeyring(): void;
  /** Thrown by both directions. */
  failure: Error | undefined;
  /** Until it resolves nothing is answered. */
  answerAfter: Promise<void>;
  readonly sealed: number;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function fakeSafeStorage(): FakeSafeStorage {
  let keys = [randomBytes(32)];
  let sealed = 0;
  const answer = async (): Promise<void> => {
    await fake.answerAfter;
    if (fake.failure !== undefined) throw fake.failure;
  };
  const fake: FakeSafeStorage = {
    version: "v11",
    backend: "gnome_libsecret",
    isAvailable: true,
    failure: undefined,
    answerAfter: Promise.resolve(),
    get sealed() {
      return sealed;
    },
    rotate: () => void keys.unshift(randomBytes(32)),
    replaceKeyring() {
      keys = [randomBytes(32)];
    },
    isAsyncEncryptionAvailable: () => Promise.resolve(fake.isAvailable),
    getSelectedStorageBackend: () => fake.backend,
    async encryptStringAsync(text) {
      await answer();
      sealed += 1;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keys[0] ?? Buffer.alloc(0), nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from(fake.version), nonce, cipher.getAuthTag(), body]);
    },
    async decryptStringAsync(bytes) {
      await answer();
      const texts = keys.map((key) => openWith(key, bytes.subarray(3)));
      const index = texts.findIndex((text) => text !== undefined);
      const result = texts[index];
      if (result === undefined)
        throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.");
      return { result, shouldReEncrypt: index > 0 };
    },
  };
  return fake;
}

function openWith(key: Buffer, bytes: Buffer): string | undefined {
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES));
  cipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const text = cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, cipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
