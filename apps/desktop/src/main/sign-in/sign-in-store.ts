/** The stored sign-in and client registration of one Identity Center instance. */
import type { ClientRegistration } from "@latchkey/oidc-device-flow";
import type { TokenVault, VaultOwner, VaultRead } from "@latchkey/token-vault";
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
  | { readonly status: "unreadable"; readonly reason: string };

export interface SignInStore {
  read(): Promise<SignInRead>;
  write(signIn: SignIn): Promise<void>;
  /** Removes the sign-in; the client registration stays, it belongs to the device. */
  remove(): Promise<void>;
  readRegistration(): Promise<ClientRegistration | undefined>;
  writeRegistration(registration: ClientRegistration): Promise<void>;
  removeRegistration(): Promise<void>;
}

export function signInStore(vault: TokenVault, owner: VaultOwner): SignInStore {
  const signInKey = { ...owner, kind: "sign-in" as const };
  const registrationKey = { ...owner, kind: "client-registration" as const };
  return {
    async read() {
      return toSignInRead(await vault.get(signInKey));
    },
    write: (signIn) => vault.put(signInKey, signInToEntry(signIn)),
    async remove() {
      await vault.delete(signInKey);
    },
    async readRegistration() {
      const read = await vault.get(registrationKey);
      return read.status === "found" ? registrationFromEntry(read.entry) : undefined;
    },
    writeRegistration: (registration) => vault.put(registrationKey, registrationToEntry(registration)),
    async removeRegistration() {
      await vault.delete(registrationKey);
    },
  };
}

function toSignInRead(read: VaultRead): SignInRead {
  if (read.status === "absent") return read;
  if (read.status === "unreadable") return { status: "unreadable", reason: read.reason };
  const signIn = signInFromEntry(read.entry);
  return signIn === undefined
    ? { status: "unreadable", reason: "unknown-content" }
    : { status: "found", signIn };
}
