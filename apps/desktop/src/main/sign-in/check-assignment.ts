/** Whether the person who just signed in may use the configured account and role; asks without minting credentials. */
import { RoleCredentialsError } from "@latchkey/role-credentials";
import type { AccessPortal } from "@latchkey/role-credentials";
import type { Secret } from "@latchkey/secret";
import { bounded } from "../bounded.ts";
import type { Log } from "../log.ts";
import type { SignedInFor } from "./sign-in-state.ts";

export type Assignment = "confirmed" | "missing" | "unchecked";

/** A person waits for it; an outage must cost them seconds, not the sign-in. */
const WITHIN_MS = 5_000;

export async function checkAssignment(
  { portal, log }: { readonly portal: Pick<AccessPortal, "listAccountRoles">; readonly log: Log },
  accessToken: Secret,
  { accountId, roleName }: SignedInFor,
  signal: AbortSignal,
): Promise<Assignment> {
  const isListed = async (bound: AbortSignal): Promise<boolean> => {
    for await (const role of portal.listAccountRoles({ accessToken, accountId }, { signal: bound })) {
      if (role.roleName === roleName) return true;
    }
    return false;
  };
  try {
    return (await bounded(WITHIN_MS, isListed, signal)) ? "confirmed" : "missing";
  } catch (error) {
    signal.throwIfAborted();
    if (isNoAccess(error)) return "missing";
    const code = error instanceof RoleCredentialsError ? error.code : "TIMEOUT";
    log.warn({ code }, "the assignment could not be checked; a session start will tell");
    return "unchecked";
  }
}

/** The portal does not let this person see the account at all. */
function isNoAccess(error: unknown): boolean {
  return (
    error instanceof RoleCredentialsError &&
    error.code === "ROLE_CREDENTIALS_REFUSED" &&
    (error.status === 403 || error.status === 404)
  );
}
