/** Ends the portal session at Identity Center, as well as that can be done: never required, never long. */
import type { AccessPortal, LogoutResult } from "@latchkey/role-credentials";
import { RoleCredentialsError } from "@latchkey/role-credentials";
import type { Secret } from "@latchkey/secret";
import { bounded } from "../bounded.ts";
import type { Log } from "../log.ts";

const WITHIN_MS = 3_000;

/** @returns what the portal said, or `unknown` when it did not say anything in time. */
export async function logOut(
  { portal, log }: { readonly portal: Pick<AccessPortal, "logout">; readonly log: Log },
  accessToken: Secret,
): Promise<LogoutResult["status"] | "unknown"> {
  try {
    const { status } = await bounded(WITHIN_MS, (signal) => portal.logout({ accessToken }, { signal }));
    return status;
  } catch (error) {
    const code = error instanceof RoleCredentialsError ? error.code : "TIMEOUT";
    log.warn({ code }, "the portal session could not be ended; it ends by itself");
    return "unknown";
  }
}
