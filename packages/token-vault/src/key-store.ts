/**
 * Where a short secret lives outside of our files: the operating system's keychain.
 *
 * The vault keeps one value in it, 64 hexadecimal characters. Small on purpose: Windows Credential Manager
 * takes 2,560 bytes.
 */

/**
 * What a key store can be, from the user's point of view.
 *
 * - `ready`: it keeps values and gives them back.
 * - `locked`: it is there, and needs the user's password first.
 * - `unavailable`: there is none, or what reaches it is not installed.
 * - `frozen`: it did not answer in time.
 * - `denied`: the user or the system refused access.
 * - `weak-backend`: it works, and protects nothing (for example a constant key).
 */
export type KeyStoreState = "ready" | "locked" | "unavailable" | "frozen" | "denied" | "weak-backend";

/**
 * Keeps short strings by account name. Adapters promise four things:
 *
 * - Each method settles, within seconds, also when the keychain does not answer.
 * - What fails rejects with a {@link KeyStoreError} that names the state.
 * - `get` of a value that was never set gives `undefined`. A locked keychain should reject with `locked`; one
 *   that cannot tell may give `undefined` too, because {@link probeKeyStore} finds out.
 * - No value appears in a message, a log line, an argument or an environment.
 */
export interface KeyStore {
  /** For messages: "the macOS keychain", "Secret Service". */
  readonly name: string;
  get(account: string): Promise<string | undefined>;
  /** Creates or replaces. After it resolved, `get` gives this value, also in another process. */
  set(account: string, value: string): Promise<void>;
  /** Whether there was something to delete. */
  delete(account: string): Promise<boolean>;
  /**
   * Told when a value will probably be wanted soon: starts what takes time to start. Must not ask the keychain, not
   * throw, and not keep the process alive.
   */
  prepare?(): void;
  /** Ends what the store started, such as a child process. It may be used again afterwards. */
  close?(): Promise<void>;
}

/** A key store could not do what it was asked. The message says what the user can do about it. */
export class KeyStoreError extends Error {
  override readonly name = "KeyStoreError";
  readonly state: Exclude<KeyStoreState, "ready">;

  constructor(state: Exclude<KeyStoreState, "ready">, message: string, options?: ErrorOptions) {
    super(message, options);
    this.state = state;
  }
}

/** Any failure of a key store as a {@link KeyStoreError}; one without a state counts as `unavailable`. */
export function toKeyStoreError(name: string, cause: unknown): KeyStoreError {
  if (cause instanceof KeyStoreError) return cause;
  return new KeyStoreError(
    "unavailable",
    `${name} failed. Restart the app; if it happens again, report it.`,
    {
      cause,
    },
  );
}
