/** Until when a person stays signed in, where anybody can know that. */
import type { SsoServices } from "../compose.ts";
import { describeError } from "./describe-error.ts";

/**
 * By this machine's clock. Undefined for a sign-in that renews itself: it lasts as long as the session in Identity Center,
 * which tells no app how long that is.
 */
export async function signedInUntil({
  store,
  settings: { log },
}: Pick<SsoServices, "store" | "settings">): Promise<Date | undefined> {
  try {
    const read = await store.read();
    if (read.status !== "found") return undefined;
    const { refreshToken, expiresAt } = read.signIn.tokens;
    return refreshToken === undefined ? expiresAt : undefined;
  } catch (error) {
    log.warn(describeError(error), "nobody knows how long the sign-in lasts");
    return undefined;
  }
}
