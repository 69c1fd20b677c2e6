/** Answers of the access portal: `message` and `__type` in the body, the type in the header too. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";

const namespace = "com.amazonaws.switchboard.portal";

const errors = {
  InvalidRequestException: 400,
  UnauthorizedException: 401,
  ForbiddenException: 403,
  ResourceNotFoundException: 404,
  MethodNotAllowedException: 405,
  TooManyRequestsException: 429,
} as const;

export type PortalErrorType = keyof typeof errors;

export function portalError(
  context: Context,
  call: Call,
  type: PortalErrorType,
  message: string,
): WireResponse {
  return portalFailure(context, call, errors[type], type, message);
}

/** A refusal of any name and status, in the form of this service. */
export function portalFailure(
  context: Context,
  call: Call,
  status: number,
  type: string,
  message: string,
): WireResponse {
  call.note.error = type;
  return jsonResponse(
    call,
    status,
    { message, __type: `${namespace}#${type}` },
    { "x-amzn-errortype": context.errorType(type, namespace) },
  );
}
