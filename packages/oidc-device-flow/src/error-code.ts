/**
 * Finds the code of a refusal wherever it stands: in the body's `error` (RFC 6749 section 5.2), in the header
 * `x-amzn-ErrorType`, or in the body's `code` or `__type` (AWS restJson1).
 */

/** Exception shape → OAuth error code, for answers that carry only the former. */
const OAUTH_ERRORS: ReadonlyMap<string, string> = new Map([
  ["AccessDeniedException", "access_denied"],
  ["AuthorizationPendingException", "authorization_pending"],
  ["ExpiredTokenException", "expired_token"],
  ["InternalServerException", "server_error"],
  ["InvalidClientException", "invalid_client"],
  ["InvalidClientMetadataException", "invalid_client_metadata"],
  ["InvalidGrantException", "invalid_grant"],
  ["InvalidRedirectUriException", "invalid_redirect_uri"],
  ["InvalidRequestException", "invalid_request"],
  ["InvalidScopeException", "invalid_scope"],
  ["SlowDownException", "slow_down"],
  ["UnauthorizedClientException", "unauthorized_client"],
  ["UnsupportedGrantTypeException", "unsupported_grant_type"],
]);
const KNOWN = new Set(OAUTH_ERRORS.values());

/** Errors carry the code, so only what is written like one is taken: a server could echo anything here. */
const WRITTEN_LIKE_A_CODE = /^[A-Za-z_]{1,64}$/;

/** A known code wins over an unknown one, wherever it stands; `undefined` when there is none at all. */
export function errorCodeOf(
  body: Readonly<Record<string, unknown>> | undefined,
  errorTypeHeader: string | undefined,
): string | undefined {
  const shapes = [errorTypeHeader, body?.["code"], body?.["Code"], body?.["__type"]].map(shapeName);
  const codes = [body?.["error"], ...shapes.map((shape) => OAUTH_ERRORS.get(shape) ?? shape)].filter(
    (code): code is string => typeof code === "string" && WRITTEN_LIKE_A_CODE.test(code),
  );
  return codes.find((code) => KNOWN.has(code)) ?? codes[0];
}

/** Whether a code is one of those that Identity Center uses. */
export function isOAuthCode(code: string | undefined): boolean {
  return code !== undefined && KNOWN.has(code);
}

/** `namespace#Shape:address,more` → `Shape`. */
function shapeName(value: unknown): string {
  if (typeof value !== "string") return "";
  return value.split(",")[0]?.split(":")[0]?.split("#").at(-1)?.trim() ?? "";
}
