import type { KeyStoreState } from "./key-store.ts";

/**
 * - `VAULT_KEY_STORE`: the key store could not be used; `state` says how, the message what the user can do.
 * - `VAULT_WRITE_FAILED`: a file could not be written, renamed or removed. The record is the old one or the new one.
 * - `VAULT_READ_FAILED`: the operating system failed to read a file that is there.
 * - `VAULT_LOCKED`: another process, named in `holder`, kept the lock for longer than the caller would wait.
 * - `VAULT_LOCK_NESTED`: `withLock` or `rotateDataKey` was called inside `withLock`.
 * - `VAULT_UNTRUSTED_DIRECTORY`: the folder is a link, belongs to another user, or others may write to it.
 * - `VAULT_REDACTED_VALUE`: the entry holds the text that a printed secret leaves; storing it would replace a good token.
 * - `VAULT_TOO_LARGE`: a secret above 64 KiB, or an entry above 1 MiB.
 * - `VAULT_INVALID_ARGUMENT`: a key or an entry that is not one.
 */
export type TokenVaultErrorCode =
  | "VAULT_KEY_STORE"
  | "VAULT_WRITE_FAILED"
  | "VAULT_READ_FAILED"
  | "VAULT_LOCKED"
  | "VAULT_LOCK_NESTED"
  | "VAULT_UNTRUSTED_DIRECTORY"
  | "VAULT_REDACTED_VALUE"
  | "VAULT_TOO_LARGE"
  | "VAULT_INVALID_ARGUMENT";

/** Who holds the vault's lock, as far as that is known. */
export interface LockHolder {
  readonly processId: number;
  readonly since: Date;
}

export interface TokenVaultErrorOptions extends ErrorOptions {
  readonly state?: KeyStoreState;
  readonly holder?: LockHolder;
}

/** What the vault throws. No message and no `cause` holds a stored value. */
export class TokenVaultError extends Error {
  override readonly name = "TokenVaultError";
  readonly code: TokenVaultErrorCode;
  /** Only with `VAULT_KEY_STORE`. */
  readonly state?: KeyStoreState;
  /** Only with `VAULT_LOCKED`, and only if the holder could leave its name. */
  readonly holder?: LockHolder;

  constructor(code: TokenVaultErrorCode, message: string, options: TokenVaultErrorOptions = {}) {
    super(message, options);
    this.code = code;
    if (options.state !== undefined) this.state = options.state;
    if (options.holder !== undefined) this.holder = options.holder;
  }
}
