/**
 * The sign-in and client registration of one Identity Center instance: in the vault, or, when the vault cannot be
 * written, in memory for this run.
 */
import type { ClientRegistration } from "@latchkey/oidc-device-flow";
import { TokenVaultError } from "@latchkey/token-vault";
import type { KeyStoreState, TokenVault, VaultOwner, VaultRead } from "@latchkey/token-vault";
import type { Log } from "../log.ts";
import {
  registrationFromEntry,
  registrationToEntry,
  signInFromEntry,
  signInToEntry,
} from "./sign-in-record.ts";
import type { SignIn } from "./sign-in-record.ts";

export type SignInRead =
  | { readonly status: "found"; readonly signIn: SignIn }
  | { readonly status: "absent" }
  | { readonly status: "unreadable"; readonly reason: string }
  /** There is a record, but the keychain that holds its key cannot be asked; `message` says what to do. */
  | { readonly status: "keychain-problem"; readonly state: KeyStoreState; readonly message: string };

export type SignInWrite =
  | { readonly status: "stored" }
  /** Good until the app ends. */
  | { readonly status: "held"; readonly cause: TokenVaultError };

export interface SignInStore {
  read(): Promise<SignInRead>;
  /**
   * Runs `work` while no other process changes what is stored; for read–refresh–write. Not inside itself.
   *
   * @throws {TokenVaultError} `VAULT_LOCKED` when another process is at it for too long.
   */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Never loses what it is given: what the vault does not take is held in memory. */
  write(signIn: SignIn): Promise<SignInWrite>;
  /**
   * Removes the sign-in; the client registration stays, it belongs to the device.
   *
   * @throws {TokenVaultError} when it stays on the disk; this run forgets it all the same.
   */
  remove(): Promise<void>;
  readRegistration(): Promise<ClientRegistration | undefined>;
  writeRegistration(registration: ClientRegistration): Promise<SignInWrite>;
  /** As well as that can be done: a registration opens nothing by itself. */
  removeRegistration(): Promise<void>;
}

export function signInStore(vault: TokenVault, owner: VaultOwner, log: Log): SignInStore {
  const signInKey = { ...owner, kind: "sign-in" as const };
  const registrationKey = { ...owner, kind: "client-registration" as const };
  let heldSignIn: SignIn | undefined;
  let heldRegistration: ClientRegistration | undefined;
  /** What is on the disk could not be removed, and counts for nothing until something is written over it. */
  let isForgotten = false;

  return {
    async read() {
      if (heldSignIn !== undefined) return { status: "found", signIn: heldSignIn };
      if (isForgotten) return { status: "absent" };
      return vault.get(signInKey).then(toSignInRead, toFailedRead);
    },
    exclusively: (work) => vault.withLock(work),
    async write(signIn) {
      const written = await tryToStore(() => vault.put(signInKey, signInToEntry(signIn)), log);
      heldSignIn = written.status === "held" ? signIn : undefined;
      if (written.status === "stored") isForgotten = false;
      return written;
    },
    async remove() {
      heldSignIn = undefined;
      isForgotten = true;
      await vault.delete(signInKey);
      isForgotten = false;
    },
    async readRegistration() {
      if (heldRegistration !== undefined) return heldRegistration;
      const read = await vault.get(registrationKey).catch(toFailedRead);
      return read.status === "found" && "entry" in read ? registrationFromEntry(read.entry) : undefined;
    },
    async writeRegistration(registration) {
      const entry = registrationToEntry(registration);
      const written = await tryToStore(() => vault.put(registrationKey, entry), log);
      heldRegistration = written.status === "held" ? registration : undefined;
      return written;
    },
    async removeRegistration() {
      heldRegistration = undefined;
      // One that stays is refused again, and replaced again.
      await vault.delete(registrationKey).catch((error: unknown) => {
        if (!(error instanceof TokenVaultError)) throw error;
        log.warn({ code: error.code }, "the client registration could not be removed");
      });
    },
  };
}

async function tryToStore(put: () => Promise<void>, log: Log): Promise<SignInWrite> {
  try {
    await put();
    return { status: "stored" };
  } catch (cause) {
    if (!(cause instanceof TokenVaultError)) throw cause;
    log.error(
      { code: cause.code, keychain: cause.state },
      "the vault could not be written; held for this run",
    );
    return { status: "held", cause };
  }
}

function toSignInRead(read: VaultRead): SignInRead {
  if (read.status === "absent") return read;
  if (read.status === "unreadable") return { status: "unreadable", reason: read.reason };
  const signIn = signInFromEntry(read.entry);
  return signIn === undefined
    ? { status: "unreadable", reason: "unknown-content" }
    : { status: "found", signIn };
}

function toFailedRead(error: unknown): Extract<SignInRead, { status: "unreadable" | "keychain-problem" }> {
  if (!(error instanceof TokenVaultError)) throw error;
  const { code, state, message } = error;
  if (code === "VAULT_READ_FAILED") return { status: "unreadable", reason: "read-failed" };
  if (state === undefined) throw error;
  return { status: "keychain-problem", state, message };
}
