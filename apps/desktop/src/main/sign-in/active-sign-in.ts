/**
 * One sign-in at a time: a new one ends the one before it. The only code that can be approved is the one on the screen, and
 * a sign-in that somebody forgot in another window blocks nobody.
 */
export interface ActiveSignIn {
  /** Cancels the one that began last, which does nothing to one that has ended. */
  begin(cancel: () => void): void;
}

export function activeSignIn(): ActiveSignIn {
  let cancelLast: (() => void) | undefined;
  return {
    begin(cancel) {
      cancelLast?.();
      cancelLast = cancel;
    },
  };
}
