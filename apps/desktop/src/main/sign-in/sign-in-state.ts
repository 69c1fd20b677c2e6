/**
 * What a sign-in looks like to a person, as one state at a time, with everything that its text needs and no secret.
 * The warning about people who ask for the code is no state: it stands under every state that has a `userCode`.
 */
import type { KeyStoreState } from "@latchkey/token-vault";
import type { SignInReason } from "./sign-in-keeper.ts";

/** The code to compare, and where the browser should be. */
export interface CodeToConfirm {
  /** Shown exactly as Identity Center sent it. */
  readonly userCode: string;
  /** The address to open: with the code in it when that address passed its check, else the plain one. */
  readonly verificationUri: string;
  /** Often another domain than the start URL's, so it is said. */
  readonly verificationHost: string;
  /** By this machine's clock. */
  readonly expiresAt: Date;
}

/** What a sign-in is for; Identity Center tells an app no user name. */
export interface SignedInFor {
  readonly accountId: string;
  readonly roleName: string;
}

export type SignInState = SignInOffer | SignInProgress | SignInEnd;

/** Nothing runs; the person may begin. */
export type SignInOffer =
  | { readonly state: "idle"; readonly reason: Exclude<SignInReason, "session-ended"> }
  /** As idle, after a sign-in that has ended. */
  | { readonly state: "session-expired" };

export type SignInProgress =
  | { readonly state: "starting"; readonly region: string }
  /** The code is shown; no browser was opened yet. */
  | ({ readonly state: "code" } & CodeToConfirm)
  /** The browser was opened. */
  | ({ readonly state: "waiting" } & CodeToConfirm)
  /** Two minutes after the browser was opened. */
  | ({ readonly state: "slow" } & CodeToConfirm)
  | ({ readonly state: "browser-failed" } & CodeToConfirm)
  /** Nothing of Identity Center's arrives; polling goes on until the code expires. */
  | ({ readonly state: "offline" } & CodeToConfirm)
  /** Identity Center answers, and only with failures of its own; polling goes on until the code expires. */
  | ({ readonly state: "server-error"; readonly attempts: number } & CodeToConfirm);

/** How a sign-in ended; the person decides what happens next. */
export type SignInEnd =
  /** Signed in and stored. `unchecked`: whether the account and role are assigned could not be asked. */
  | ({ readonly state: "success"; readonly assignment: "confirmed" | "unchecked" } & SignedInFor)
  /** Signed in for this run only: the sign-in could not be stored safely. `message` says what to do. */
  | ({
      readonly state: "keychain";
      readonly keychain: KeyStoreState | undefined;
      readonly message: string;
    } & SignedInFor)
  /** Signed in and stored, by somebody who has no access to this account and role. */
  | ({ readonly state: "wrong-account" } & SignedInFor)
  /** `time`: nobody approved in time. The others: the code is good for nothing any more, and a new one helps. */
  | {
      readonly state: "expired";
      readonly reason: "time" | "code-rejected" | "registration-ended";
      /** How long codes are valid. */
      readonly minutes: number;
    }
  | { readonly state: "denied" }
  /** Identity Center does not allow it, whoever asks; `reference` is its request id, for an administrator. */
  | { readonly state: "blocked"; readonly reason: string | undefined; readonly reference: string | undefined }
  | ({ readonly state: "config-error" } & ConfigurationProblem)
  | {
      readonly state: "server-error";
      readonly attempts: number;
      readonly message: string;
      readonly requestId: string | undefined;
    }
  /** This machine's clock is so far off that AWS would refuse what it signs. */
  | { readonly state: "clock-skew"; readonly minutes: number; readonly direction: "ahead" | "behind" }
  | { readonly state: "cancelled" };

export type ConfigurationProblem =
  /** Identity Center refused the start URL, in this region. */
  | { readonly reason: "start-url-refused"; readonly requestId: string | undefined }
  /** Identity Center named an address that is not AWS's; it was not opened. */
  | { readonly reason: "address-refused" }
  /** The policy changed while the person signed in; nothing was stored. */
  | { readonly reason: "configuration-changed" };

const UNDER_WAY: ReadonlySet<string> = new Set(["idle", "session-expired", "starting"]);

export function isEnd(state: SignInState): state is SignInEnd {
  return !UNDER_WAY.has(state.state) && !("userCode" in state);
}

/** What the sign-in page shows before anybody clicks. */
export function offerFor(reason: SignInReason): SignInOffer {
  return reason === "session-ended" ? { state: "session-expired" } : { state: "idle", reason };
}
