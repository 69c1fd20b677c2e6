/**
 * One sign-in at a time: a new one ends the one before it. The only code that can be approved is the one on the screen, and
 * a sign-in that somebody forgot in another window blocks nobody.
 */
export interface ActiveSignIn {
  /** Ends the one that is active, and makes this one active. */
  begin(cancel: () => void): void;
  /** Does nothing when another one has begun meanwhile. */
  finish(cancel: () => void): void;
}

export function activeSignIn(): ActiveSignIn {
  let active: (() => void) | undefined;
  return {
    begin(cancel) {
      active?.();
      active = cancel;
    },
    finish(cancel) {
      if (active === cancel) active = undefined;
    },
  };
}
