/**
 * Electron's `safeStorage` with a real cipher. The key is beside the data folder, where the app does not look: what it keeps
 * in its own folder is worth nothing without it, as with a keyring.
 */
import type Electron from "electron";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { host, options } from "./host.ts";
import { loud } from "./loud.ts";

/** What Chromium puts before a text that it sealed: with a keyring's key, or with the one that everybody knows. */
const VERSION = Buffer.from(options.hasKeyring ? "v11" : "v10");
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The keyring's part of the machine; a test may take it away. */
const keyFile = `${options.userData}.keyring`;

function key(): Buffer {
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  return readFileSync(keyFile);
}

function seal(text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key(), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([VERSION, nonce, cipher.getAuthTag(), sealed]);
}

function open(sealed: Buffer): string {
  const nonceEnd = VERSION.length + NONCE_BYTES;
  const cipher = createDecipheriv("aes-256-gcm", key(), sealed.subarray(VERSION.length, nonceEnd));
  cipher.setAuthTag(sealed.subarray(nonceEnd, nonceEnd + TAG_BYTES));
  return Buffer.concat([cipher.update(sealed.subarray(nonceEnd + TAG_BYTES)), cipher.final()]).toString(
    "utf8",
  );
}

/** Electron's rule, and its error. */
function whenReady<Result>(work: () => Result): Promise<Result> {
  if (host.browser === undefined)
    return Promise.reject(new Error("safeStorage cannot be used before app is ready"));
  return Promise.resolve().then(work);
}

export const safeStorage = loud("safeStorage", {
  isAsyncEncryptionAvailable: () => Promise.resolve(host.browser !== undefined),
  getSelectedStorageBackend() {
    if (host.browser === undefined) return "unknown";
    return options.hasKeyring ? "gnome_libsecret" : "basic_text";
  },
  encryptStringAsync: (text: string) => whenReady(() => seal(text)),
  decryptStringAsync: (sealed: Buffer) =>
    whenReady(() => {
      try {
        return { result: open(sealed), shouldReEncrypt: false };
      } catch (cause) {
        const message = "Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.";
        throw new Error(message, { cause });
      }
    }),
} satisfies Partial<Electron.SafeStorage>);
