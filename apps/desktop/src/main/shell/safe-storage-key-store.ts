/** The data key in a file that Electron's `safeStorage` sealed: for machines where the keychain itself cannot be asked. */
import { KeyStoreError } from "@latchkey/token-vault";
import type { KeyStore } from "@latchkey/token-vault";
import { join } from "node:path";
import { bounded } from "../bounded.ts";
import { readPrivateFile, removePrivateFile, replacePrivateFile } from "./private-file.ts";
import { safeStorageCipher } from "./safe-storage-cipher.ts";
import type { SafeStorageLike } from "./safe-storage-cipher.ts";

/** Two keys in hexadecimal are 129 characters; what seals them adds some 250 bytes at most. */
const MAXIMUM_BYTES = 4096;
const ACCOUNT = /^[\w-]{1,64}$/;

export interface SafeStorageKeyStoreOptions {
  readonly safeStorage: SafeStorageLike;
  /** For the sealed files alone; made (0700) when it is missing. */
  readonly folder: string;
  /** How long one call may take, in milliseconds. */
  readonly timeoutMs: number;
  /** `process.platform` when left out. */
  readonly platform?: NodeJS.Platform;
}

export interface SafeStorageKeyStore extends KeyStore {
  /** Whether there is a sealed value, without opening it. */
  holds(account: string): Promise<boolean>;
}

export function safeStorageKeyStore(options: SafeStorageKeyStoreOptions): SafeStorageKeyStore {
  const { safeStorage, folder, timeoutMs, platform } = options;
  const cipher = safeStorageCipher(safeStorage, platform);
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, so that sealing an old value again never replaces a newer one. */
  const inTurn = <Result>(
    work: (signal: AbortSignal) => Promise<Result>,
    caller: AbortSignal,
  ): Promise<Result> => {
    const turn = last.then(() => bounded(timeoutMs, work, caller));
    last = turn.catch(() => undefined);
    return turn;
  };
  /** The time counts from the call, not from the turn. */
  const call = async <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
    try {
      return await bounded(timeoutMs, (signal) => inTurn(work, signal));
    } catch (cause) {
      throw failureOf(cause, folder, timeoutMs);
    }
  };
  const pathOf = (account: string): string => {
    if (ACCOUNT.test(account)) return join(folder, `${account}.sealed`);
    throw new KeyStoreError("unavailable", "An account name may hold letters, digits, _ and - only.");
  };
  const read = (account: string): Promise<Buffer | undefined> =>
    readPrivateFile(pathOf(account), MAXIMUM_BYTES);
  const write = async (account: string, value: string, signal: AbortSignal): Promise<void> => {
    const sealed = await cipher.seal(value);
    // Whoever asked has been told that it failed.
    signal.throwIfAborted();
    await replacePrivateFile(pathOf(account), sealed);
  };

  return {
    name: "The system's encryption",
    holds: (account) => call(async () => (await read(account)) !== undefined),
    get: (account) =>
      call(async (signal) => {
        const sealed = await read(account);
        if (sealed === undefined) return undefined;
        const { text, isStale } = await cipher.open(sealed);
        // What cannot be sealed again now can still be opened, and is asked for again.
        if (isStale) await write(account, text, signal).catch(() => undefined);
        return text;
      }),
    set: (account, value) => call((signal) => write(account, value, signal)),
    delete: (account) => call(() => removePrivateFile(pathOf(account))),
  };
}

function failureOf(cause: unknown, folder: string, timeoutMs: number): KeyStoreError {
  if (cause instanceof KeyStoreError) return cause;
  if (cause instanceof DOMException && cause.name === "TimeoutError") {
    const message = `The system's encryption did not answer within ${timeoutMs} ms. If it is asking for a password, answer it, and try again.`;
    return new KeyStoreError("frozen", message, { cause });
  }
  const message = `The sealed key in ${folder} could not be read or written. Check that the folder is yours and the disk is not full.`;
  return new KeyStoreError("unavailable", message, { cause });
}
