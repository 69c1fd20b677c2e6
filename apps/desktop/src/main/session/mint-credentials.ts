/** Exchanges the kept sign-in for role credentials; the portal's refusals decide what happens to the sign-in. */
import { RoleCredentialsError } from "@latchkey/role-credentials";
import type { RoleCredentials } from "@latchkey/role-credentials";
import type { SsoServices } from "../compose.ts";
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
export async function mintCredentials(services: SsoServices, signal?: AbortSignal): Promise<MintResult> {
  const { keeper } = services;
  const first = await exchange(services, await keeper.accessToken(), signal);
  if (first !== "session-ended") return first;
  const token = await keeper.accessToken({ force: true });
  const second = await exchange(services, token, signal);
  if (second !== "session-ended") return second;
  if (token.status === "usable") await keeper.endRefused(token);
  return { status: "sign-in-needed", reason: "session-ended" };
}

async function exchange(
  { portal, decision, keeper }: SsoServices,
  token: AccessTokenResult,
  signal: AbortSignal | undefined,
): Promise<MintResult | "session-ended"> {
  if (token.status !== "usable") return token;
  const { accountId, roleName } = decision;
  try {
    const request = { accessToken: token.accessToken, accountId, roleName };
    const result = await portal.getRoleCredentials(request, signal === undefined ? {} : { signal });
    if (result.status === "session-ended") return "session-ended";
    if (result.status === "not-assigned") return result;
    keeper.credentialsIssued(result.credentials.expiration);
    return { status: "issued", credentials: result.credentials, refreshed: token.refreshed };
  } catch (cause) {
    if (cause instanceof RoleCredentialsError) return { status: "unavailable", cause };
    throw cause;
  }
}
