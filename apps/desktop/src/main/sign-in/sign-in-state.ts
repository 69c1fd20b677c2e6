/** What a sign-in looks like to a person, as one state at a time. None of them holds a secret. */
import type { SignInReason } from "./sign-in-keeper.ts";

/** The code to compare, and where the browser should be. */
export interface CodeToConfirm {
  /** Shown exactly as Identity Center sent it. */
  readonly userCode: string;
  /** The address to open: with the code in it when that address passed its check, else the plain one. */
  readonly verificationUri: string;
  readonly verificationHost: string;
  readonly expiresAt: Date;
}

export type SignInState =
  | { readonly state: "idle"; readonly reason: SignInReason }
  | { readonly state: "starting"; readonly region: string }
  | ({ readonly state: "code" } & CodeToConfirm)
  | ({ readonly state: "waiting" } & CodeToConfirm)
  | ({ readonly state: "browser-failed" } & CodeToConfirm)
  /** Identity Center does not answer; polling goes on until the code expires. */
  | ({ readonly state: "offline" } & CodeToConfirm)
  | SignInEnd;

/** How a sign-in ended; the person decides what happens next. */
export type SignInEnd =
  | { readonly state: "success" }
  /** Signed in for this run only: the sign-in could not be stored safely. */
  | { readonly state: "keychain"; readonly cause: unknown }
  | { readonly state: "expired" }
  | { readonly state: "denied"; readonly reason: string | undefined }
  /** Identity Center refused the start address or the region, or gave an address that must not be opened. */
  | { readonly state: "config-error"; readonly message: string }
  | { readonly state: "server-error"; readonly message: string }
  | { readonly state: "cancelled" };

export function isEnd(state: SignInState): state is SignInEnd {
  return !["idle", "starting", "code", "waiting", "browser-failed", "offline"].includes(state.state);
}
