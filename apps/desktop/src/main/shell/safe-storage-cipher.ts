/** Electron's `safeStorage` with its failures named, and Chromium's constant key refused. */
import { KeyStoreError } from "@latchkey/token-vault";

/** The part of Electron's `safeStorage` that is used here. */
export interface SafeStorageLike {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /** There on Linux only. */
  getSelectedStorageBackend(): string;
}

/** Both reject with a {@link KeyStoreError}. */
export interface SafeStorageCipher {
  seal(text: string): Promise<Buffer>;
  /** `isStale`: the system wants it sealed again, under a newer key. */
  open(sealed: Buffer): Promise<{ readonly text: string; readonly isStale: boolean }>;
}

/** The backends of Linux that have a key of this user; `basic_text` and what is not known have none. */
const LINUX_KEYRINGS = ["gnome_libsecret", "kwallet", "kwallet5", "kwallet6"];

/** What Chromium on Linux puts before what it sealed with the key that everybody knows. Elsewhere it means nothing. */
const CONSTANT_KEY = Buffer.from("v10");

const WEAK =
  "There is no keyring in this session, so the key would not be protected. Install and start one (for example gnome-keyring), sign in to your desktop again, and try again.";
const LOCKED = "The system's key storage is locked or did not allow access. Unlock it and try again.";
const UNAVAILABLE =
  "The system's encryption is not available. Restart the app; if it happens again, report it.";
const OF_ANOTHER_KEY =
  "The stored key was sealed by another user, another computer or another keyring. Sign out here, then sign in again.";

export function safeStorageCipher(
  safeStorage: SafeStorageLike,
  platform: NodeJS.Platform = process.platform,
): SafeStorageCipher {
  const isLinux = platform === "linux";

  const check = async (): Promise<void> => {
    // True on Linux also without a keyring, so it is no answer to whether the key is worth anything.
    if (!(await safeStorage.isAsyncEncryptionAvailable().catch(unavailable)))
      throw new KeyStoreError("unavailable", UNAVAILABLE);
    if (isLinux && !LINUX_KEYRINGS.includes(safeStorage.getSelectedStorageBackend()))
      throw new KeyStoreError("weak-backend", WEAK);
  };
  /** The backend is a guess from the desktop's name; only this shows which key was used. */
  const refuseConstantKey = (sealed: Buffer): Buffer => {
    if (isLinux && sealed.subarray(0, CONSTANT_KEY.length).equals(CONSTANT_KEY))
      throw new KeyStoreError("weak-backend", WEAK);
    return sealed;
  };

  return {
    async seal(text) {
      await check();
      return refuseConstantKey(await safeStorage.encryptStringAsync(text).catch(unavailable));
    },
    async open(sealed) {
      await check();
      const { result, shouldReEncrypt } = await safeStorage
        .decryptStringAsync(refuseConstantKey(sealed))
        .catch(notOpened);
      return { text: result, isStale: shouldReEncrypt };
    },
  };
}

function unavailable(cause: unknown): never {
  throw new KeyStoreError("unavailable", UNAVAILABLE, { cause });
}

/** Electron tells the two apart by its message only. */
function notOpened(cause: unknown): never {
  if (cause instanceof Error && cause.message.includes("temporarily unavailable"))
    throw new KeyStoreError("locked", LOCKED, { cause });
  throw new KeyStoreError("denied", OF_ANOTHER_KEY, { cause });
}
