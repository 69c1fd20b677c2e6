/** Exchanges the kept sign-in for role credentials; the portal's refusals decide what happens to the sign-in. */
import { RoleCredentialsError } from "@latchkey/role-credentials";
import type { RoleCredentials } from "@latchkey/role-credentials";
import type { SsoServices } from "../compose.ts";
import type { UsableToken } from "../sign-in/access-token.ts";
import { askWithToken } from "../sign-in/ask-with-token.ts";
import type { AccessTokenResult } from "../sign-in/sign-in-keeper.ts";

export type MintResult =
  | { readonly status: "issued"; readonly credentials: RoleCredentials; readonly refreshed: boolean }
  | Exclude<AccessTokenResult, { status: "usable" }>
  /**
   * Signed in, but not (or no longer) assigned to the configured account and permission set; the sign-in is kept.
   * `requestId` is a reference for an administrator.
   */
  | { readonly status: "not-assigned"; readonly requestId?: string };

/** After a 401 the access token is refreshed once and tried again; a second 401 ends the sign-in. */
export function mintCredentials(services: SsoServices, signal?: AbortSignal): Promise<MintResult> {
  return askWithToken(services.keeper, (token) => exchange(services, token, signal));
}

async function exchange(
  { portal, decision, keeper }: SsoServices,
  { accessToken, refreshed }: UsableToken,
  signal: AbortSignal | undefined,
): Promise<MintResult | "session-ended"> {
  const { accountId, roleName } = decision;
  try {
    const request = { accessToken, accountId, roleName };
    const result = await portal.getRoleCredentials(request, signal === undefined ? {} : { signal });
    if (result.status === "session-ended") return "session-ended";
    if (result.status === "not-assigned") return result;
    keeper.credentialsIssued(result.credentials.expiration);
    return { status: "issued", credentials: result.credentials, refreshed };
  } catch (cause) {
    if (cause instanceof RoleCredentialsError) return { status: "unavailable", cause };
    throw cause;
  }
}
