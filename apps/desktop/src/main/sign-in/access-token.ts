/** The keeper's answers: what a caller gets who needs an access token now, and what a person is told who signs out. */
import type { Secret } from "@latchkey/secret";
import type { KeyStoreState } from "@latchkey/token-vault";
import type { Clock } from "../clock.ts";
import type { SignIn } from "./sign-in-record.ts";
import type { SignInRead } from "./sign-in-store.ts";

/** Why a person has to sign in; each has its own sentence in the app. */
export type SignInReason = "first-use" | "session-ended" | "configuration-changed" | "unreadable";

export interface UsableToken {
  readonly status: "usable";
  readonly accessToken: Secret;
  readonly expiresAt: Date;
  /** Whether this call refreshed it. */
  readonly refreshed: boolean;
}

export type AccessTokenResult =
  | UsableToken
  | { readonly status: "sign-in-needed"; readonly reason: SignInReason }
  /** Identity Center could not be asked, or another process is asking it for too long; the sign-in is kept. */
  | { readonly status: "unavailable"; readonly cause: unknown }
  /** The keychain could not be asked; the sign-in is kept. `message` says what to do. */
  | { readonly status: "keychain-problem"; readonly state: KeyStoreState; readonly message: string };

/**
 * What signing out on this device does not end: whoever has a copy can use it until then. Ending the session in the
 * access portal ends the access token at once, and role credentials never.
 */
export interface StillValid {
  /**
   * `may-go-on` when the portal did not confirm its end: it then ends by itself, or at the hand of an administrator.
   * `none` when there was no sign-in to end.
   */
  readonly portalSession: "ended" | "may-go-on" | "none";
  readonly accessTokenUntil?: Date;
  /** The last of the role credentials that sessions of this run were given. */
  readonly roleCredentialsUntil?: Date;
}

const REFRESH_WHEN_LEFT_MS = 5 * 60_000;

/** One window: earlier than this nothing is asked, and inside it a failure leaves the token that is there. */
export function isFresh({ tokens }: SignIn, clock: Clock): boolean {
  return tokens.expiresAt.getTime() - clock.now() >= REFRESH_WHEN_LEFT_MS;
}

/** The token that could not be refreshed, unless it has ended or the portal refused it. */
export function stillUsable(signIn: SignIn, wasRefused: boolean, clock: Clock): UsableToken | undefined {
  const isValid = !wasRefused && signIn.tokens.expiresAt.getTime() > clock.now();
  return isValid ? usable(signIn, false) : undefined;
}

export function usable(signIn: SignIn, refreshed: boolean): UsableToken {
  const { accessToken, expiresAt } = signIn.tokens;
  return { status: "usable", accessToken, expiresAt, refreshed };
}

export function withoutSignIn(
  read: Exclude<SignInRead, { status: "found" }>,
  whenAbsent: SignInReason,
): AccessTokenResult {
  if (read.status === "keychain-problem") return read;
  return { status: "sign-in-needed", reason: read.status === "absent" ? whenAbsent : "unreadable" };
}

/** Whether two reads found the same tokens; a refresh and a new sign-in both bring others. */
export function isSame(one: SignIn, other: Pick<UsableToken, "expiresAt">): boolean {
  return one.tokens.expiresAt.getTime() === other.expiresAt.getTime();
}

export function stillValid(
  portalSession: StillValid["portalSession"],
  accessTokenUntil: Date | undefined,
  roleCredentialsUntil: Date | undefined,
  now: number,
): StillValid {
  const isAhead = (instant: Date | undefined): instant is Date => (instant?.getTime() ?? 0) > now;
  return {
    portalSession,
    ...(portalSession !== "ended" && isAhead(accessTokenUntil) ? { accessTokenUntil } : {}),
    ...(isAhead(roleCredentialsUntil) ? { roleCredentialsUntil } : {}),
  };
}
