/** What a person can do about a keychain, in the words of every adapter. */

export const LOCKED = "The keychain is locked. Unlock it with your password and try again.";
export const NO_LOGIN_KEYRING =
  "There is no login keyring yet. Sign in to your desktop with a password, or create a default keyring, and try again.";
export const REFUSED_ACCESS = "Access to the keychain was refused. Try again and allow it.";
export const NO_SERVICE =
  "No keychain service answers in this session. Install and start one (on Linux, for example gnome-keyring) and sign in to your desktop again.";
export const FAILED = "The keychain refused. Restart it, or your computer, and try again.";
export const CLOSED = "The key store was closed during the call.";

export function frozenFor(timeoutMs: number): string {
  return `The keychain did not answer within ${timeoutMs} ms. If it is asking for a password, answer it; otherwise restart it by signing out of your desktop and in again. Then try again.`;
}
