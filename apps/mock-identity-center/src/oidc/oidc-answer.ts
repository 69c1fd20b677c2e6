/** Answers of SSO-OIDC: the error type is in the header, the RFC 8628 code in the body. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { InstanceSettings } from "../seed/settings.ts";

const namespace = "com.amazonaws.sso.oidc";

const errors = {
  invalid_request: { type: "InvalidRequestException", status: 400 },
  invalid_client: { type: "InvalidClientException", status: 401 },
  invalid_client_metadata: { type: "InvalidClientMetadataException", status: 400 },
  invalid_redirect_uri: { type: "InvalidRedirectUriException", status: 400 },
  invalid_grant: { type: "InvalidGrantException", status: 400 },
  invalid_scope: { type: "InvalidScopeException", status: 400 },
  unauthorized_client: { type: "UnauthorizedClientException", status: 400 },
  unsupported_grant_type: { type: "UnsupportedGrantTypeException", status: 400 },
  authorization_pending: { type: "AuthorizationPendingException", status: 400 },
  slow_down: { type: "SlowDownException", status: 400 },
  access_denied: { type: "AccessDeniedException", status: 400 },
  expired_token: { type: "ExpiredTokenException", status: 400 },
} as const;

export type OidcErrorCode = keyof typeof errors;

/**
 * @param settings of the instance that the request is about; the document's while that is not known.
 * @see sso-oidc service model, the `error` trait of each exception.
 */
export function oidcError(
  context: Context,
  call: Call,
  error: OidcErrorCode,
  description: string,
  settings: InstanceSettings = context.settings,
): WireResponse {
  return oidcFailure(context, call, { ...errors[error], error }, description, settings);
}

export interface OidcFailure {
  readonly type: string;
  readonly status: number;
  readonly error: string;
  /** What AWS's key management refused, in InvalidRequestException and AccessDeniedException. */
  readonly reason?: string | undefined;
}

/** A refusal of any name and status, in the form of this service. */
export function oidcFailure(
  context: Context,
  call: Call,
  { type, status, error, reason }: OidcFailure,
  description: string,
  { errorDescription }: InstanceSettings = context.settings,
): WireResponse {
  call.note.error = type;
  const described = {
    ours: { error_description: description },
    absent: undefined,
    null: { error_description: null },
  }[errorDescription];
  return jsonResponse(
    call,
    status,
    { error, ...described, ...(reason === undefined ? undefined : { reason }) },
    { "x-amzn-errortype": context.errorType(type, namespace) },
  );
}

export function malformedBody(context: Context, call: Call): WireResponse {
  return oidcError(context, call, "invalid_request", "Invalid request: expected a JSON object");
}

export function missingField(
  context: Context,
  call: Call,
  field: string,
  settings: InstanceSettings = context.settings,
): WireResponse {
  return oidcError(context, call, "invalid_request", `Invalid request: ${field} is required`, settings);
}
