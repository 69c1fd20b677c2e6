/**
 * What went wrong, for callers to branch on.
 *
 * - `ROLE_CREDENTIALS_TRANSPORT`: the portal could not be asked: network, TLS, timeout, 408, 429, 5xx, a redirect, or an
 *   answer that is not the portal's. Nothing is known about the sign-in; try again later.
 * - `ROLE_CREDENTIALS_MALFORMED_RESPONSE`: a 200 without what was asked for, or with malformed or oversized fields; a
 *   list whose token for the next page repeats.
 * - `ROLE_CREDENTIALS_SESSION_ENDED`: 401 while listing: the access token is not (or no longer) good. Refresh it once; if
 *   that does not help, sign in. Thrown because an iterable has no result to return; other calls return `session-ended`.
 * - `ROLE_CREDENTIALS_REFUSED`: the portal refused the request as such (400, 405; for lists also 403 and 404, an account
 *   that is unknown or not assigned).
 * - `ROLE_CREDENTIALS_INSECURE_URL`: the endpoint passed in is neither https nor on this machine.
 */
export type RoleCredentialsErrorCode =
  | "ROLE_CREDENTIALS_TRANSPORT"
  | "ROLE_CREDENTIALS_MALFORMED_RESPONSE"
  | "ROLE_CREDENTIALS_SESSION_ENDED"
  | "ROLE_CREDENTIALS_REFUSED"
  | "ROLE_CREDENTIALS_INSECURE_URL";

export interface RoleCredentialsErrorDetails {
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** `x-amzn-RequestId` of the answer, for AWS Support. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A broken contract or connection. Messages name the operation and field, never a value. */
export class RoleCredentialsError extends Error {
  override readonly name = "RoleCredentialsError";
  readonly code: RoleCredentialsErrorCode;
  readonly status: number | undefined;
  readonly requestId: string | undefined;

  constructor(code: RoleCredentialsErrorCode, message: string, details: RoleCredentialsErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.requestId = details.requestId;
  }
}
