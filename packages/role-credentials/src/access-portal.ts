/** The AWS access portal's API: what a sign-in gives access to. */
import type { Secret } from "@latchkey/secret";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { getRoleCredentials } from "./get-role-credentials.ts";
import type { GetRoleCredentialsRequest, GetRoleCredentialsResult } from "./get-role-credentials.ts";
import type { RequestHandlerLike } from "./guarded-handler.ts";
import { listAccountRoles } from "./list-account-roles.ts";
import type { AccountRole, ListAccountRolesRequest } from "./list-account-roles.ts";
import { listAccounts } from "./list-accounts.ts";
import type { Account, ListAccountsRequest } from "./list-accounts.ts";
import { logout } from "./logout.ts";
import type { LogoutResult } from "./logout.ts";
import { patientSend } from "./patient-send.ts";
import { portalClient } from "./portal-client.ts";
import type { CallOptions } from "./portal-client.ts";
import type { ServerDateListener } from "./server-date.ts";

export interface AccessPortalOptions {
  /** Home region of the Identity Center instance. */
  readonly region: string;
  /** Replaces the region's endpoint: https, or http on this machine. */
  readonly endpoint?: URL;
  /** How requests travel; Node's own http and https unless given. */
  readonly requestHandler?: RequestHandlerLike;
  /** Longest time for one request, in milliseconds; 10 000 unless given. */
  readonly requestTimeoutMs?: number;
  /** Paces the lists and waits before another attempt; the system's unless given. */
  readonly clock?: Clock;
  /** 0 to 1; spreads the lists' further attempts. `Math.random` unless given. */
  readonly random?: () => number;
  /**
   * Called with the `Date` of every answer that is the portal's own, refusals included, before the call ends. The package
   * judges nothing by it: the app may compare and say that this machine's clock is off.
   */
  readonly onServerDate?: ServerDateListener;
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
   * Lists the accounts a sign-in is assigned to, page by page as they are read; each iteration asks anew. All lists of
   * one portal share five requests a second; 408, 429, 5xx and lost connections get up to five attempts.
   *
   * @throws {RoleCredentialsError} while iterating: `ROLE_CREDENTIALS_SESSION_ENDED`, `ROLE_CREDENTIALS_TRANSPORT`,
   * `ROLE_CREDENTIALS_MALFORMED_RESPONSE`, `ROLE_CREDENTIALS_REFUSED`
   * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html
   */
  listAccounts(request: ListAccountsRequest, options?: CallOptions): AsyncIterable<Account>;
  /**
   * Lists the permission sets a sign-in is assigned in one account, in the same way as `listAccounts`.
   *
   * @throws {RoleCredentialsError} while iterating: as `listAccounts`; `ROLE_CREDENTIALS_REFUSED` also for an account
   * that is unknown or not assigned (404, 403)
   * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html
   */
  listAccountRoles(request: ListAccountRolesRequest, options?: CallOptions): AsyncIterable<AccountRole>;
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
  const { clock = systemClock, random = Math.random, onServerDate } = options;
  const watch = { now: () => clock.now(), onServerDate };
  const send = portalClient({ region, endpoint, requestHandler, requestTimeoutMs, watch });
  const sendPatiently = patientSend(send, { clock, random });
  return {
    getRoleCredentials: (request, call) => getRoleCredentials(send, request, call),
    listAccounts: (request, call) => listAccounts(sendPatiently, request, call),
    listAccountRoles: (request, call) => listAccountRoles(sendPatiently, request, call),
    logout: (request, call) => logout(send, request, call),
  };
}
