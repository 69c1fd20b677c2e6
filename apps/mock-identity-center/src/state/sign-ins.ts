/** When a sign-in still counts. */

import type { SignIn } from "./records.ts";

/** Neither over, signed out, revoked, nor of a disabled user. */
export function isSignInLive(signIn: SignIn, now: number): boolean {
  return signIn.ended === undefined && signIn.user.enabled && now < signIn.endsAt;
}
