/** At a launch: whether Identity Center still knows the sign-in that is kept here. Asks without minting credentials. */
import { RoleCredentialsError } from "@latchkey/role-credentials";
import { bounded } from "../bounded.ts";
import type { SsoServices } from "../compose.ts";
import { askWithToken } from "./ask-with-token.ts";
import type { UsableToken } from "./access-token.ts";
import type { SignInReason } from "./sign-in-keeper.ts";

/** Nobody waits for it; an outage must not keep it running. */
const WITHIN_MS = 15_000;

/**
 * Why the person has to sign in anew; undefined while the sign-in is known, and while nobody can tell: an outage, a proxy or
 * a locked keychain ends no sign-in. Rejects with the signal's reason when it is aborted.
 */
export async function confirmSignIn(
  services: Pick<SsoServices, "portal" | "keeper" | "decision">,
  signal: AbortSignal,
): Promise<SignInReason | undefined> {
  const result = await askWithToken(services.keeper, (token) => isKnown(services, token, signal));
  return result !== "known" && result.status === "sign-in-needed" ? result.reason : undefined;
}

async function isKnown(
  { portal, decision: { accountId } }: Pick<SsoServices, "portal" | "decision">,
  { accessToken }: UsableToken,
  signal: AbortSignal,
): Promise<"known" | "session-ended"> {
  const firstRole = async (bound: AbortSignal): Promise<unknown> =>
    portal.listAccountRoles({ accessToken, accountId }, { signal: bound })[Symbol.asyncIterator]().next();
  try {
    await bounded(WITHIN_MS, firstRole, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RoleCredentialsError && error.code === "ROLE_CREDENTIALS_SESSION_ENDED")
      return "session-ended";
  }
  // Whatever else was answered: a session start asks properly, and says what is wrong.
  return "known";
}
