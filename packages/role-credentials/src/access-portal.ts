/** The AWS access portal's API: what a sign-in gives access to. */
import type { Secret } from "@latchkey/secret";
import { getRoleCredentials } from "./get-role-credentials.ts";
import type { GetRoleCredentialsRequest, GetRoleCredentialsResult } from "./get-role-credentials.ts";
import type { RequestHandlerLike } from "./guarded-handler.ts";
import { logout } from "./logout.ts";
import type { LogoutResult } from "./logout.ts";
import { portalClient } from "./portal-client.ts";
import type { CallOptions } from "./portal-client.ts";

export interface AccessPortalOptions {
  /** Home region of the Identity Center instance. */
  readonly region: string;
  /** Replaces the region's endpoint: https, or http on this machine. */
  readonly endpoint?: URL;
  /** How requests travel; Node's own http and https unless given. */
  readonly requestHandler?: RequestHandlerLike;
  /** Longest time for one request, in milliseconds; 10 000 unless given. */
  readonly requestTimeoutMs?: number;
}

/** Every method rejects with `signal.reason` when aborted and with {@link RoleCredentialsError} otherwise. */
export interface AccessPortal {
  /**
   * Exchanges a sign-in for the credentials of one permission set in one account.
   *
   * @throws {RoleCredentialsError} `ROLE_CREDENTIALS_TRANSPORT`, `ROLE_CREDENTIALS_MALFORMED_RESPONSE`,
   * `ROLE_CREDENTIALS_REFUSED`
   * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
   */
  getRoleCredentials(
    request: GetRoleCredentialsRequest,
    options?: CallOptions,
  ): Promise<GetRoleCredentialsResult>;
  /**
   * Ends the portal session; credentials already issued stay valid until their own end.
   *
   * @throws {RoleCredentialsError} `ROLE_CREDENTIALS_TRANSPORT`, `ROLE_CREDENTIALS_REFUSED`
   * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_Logout.html
   */
  logout(request: { readonly accessToken: Secret }, options?: CallOptions): Promise<LogoutResult>;
}

/**
 * Binds the portal's API to one Identity Center region. Reads neither the environment nor `~/.aws`.
 *
 * @throws {AwsPartitionsError} `INVALID_REGION`
 * @throws {RoleCredentialsError} `ROLE_CREDENTIALS_INSECURE_URL` for an endpoint that is neither https nor on this
 * machine.
 */
export function createAccessPortal(options: AccessPortalOptions): AccessPortal {
  const { region, endpoint, requestHandler, requestTimeoutMs = 10_000 } = options;
  const send = portalClient({ region, endpoint, requestHandler, requestTimeoutMs });
  return {
    getRoleCredentials: (request, call) => getRoleCredentials(send, request, call),
    logout: (request, call) => logout(send, request, call),
  };
}
