/** Where an approved sign-in leads: into Cowork by a relaunch, or in place; see docs/decisions/0012. */

export interface AfterSignIn {
  /** This launch has shown no Cowork yet: nothing of the person's lives in the process. */
  readonly isFirst: boolean;
  /** The next launch finds the sign-in. */
  readonly isStored: boolean;
  /** The app can be relaunched, and its key store outlives the process. */
  readonly canRelaunch: boolean;
}

/** How long the page says that the person is signed in, before the app goes on by itself. */
export const SUCCESS_SHOWN_MS = 1_500;

export function nextAfterSignIn({ isFirst, isStored, canRelaunch }: AfterSignIn): "relaunch" | "in-place" {
  return isFirst && isStored && canRelaunch ? "relaunch" : "in-place";
}
