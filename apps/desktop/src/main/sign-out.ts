/** Signing out ends what the sign-in made possible. */
import type { SessionManager } from "./session/session-manager.ts";
import type { SignInKeeper, StillValid } from "./sign-in/sign-in-keeper.ts";

/** Ends the running session first, so that nobody works with the credentials of somebody who has left. */
export async function signOut(
  keeper: Pick<SignInKeeper, "end">,
  sessions?: Pick<SessionManager, "end">,
): Promise<StillValid> {
  await sessions?.end("signed-out");
  return keeper.end();
}
