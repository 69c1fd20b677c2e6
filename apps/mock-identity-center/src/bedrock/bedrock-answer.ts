/** Refusals of the Bedrock runtime. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import type { SignatureProblem } from "../sigv4/verify.ts";

const statuses = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
  ValidationException: 400,
} as const;

export type BedrockErrorType = keyof typeof statuses;

export const signatureErrors: Readonly<Record<SignatureProblem, BedrockErrorType>> = {
  "missing-authentication": "MissingAuthenticationTokenException",
  "incomplete-signature": "IncompleteSignatureException",
  "unknown-key": "UnrecognizedClientException",
  "expired-credentials": "ExpiredTokenException",
  "invalid-signature": "InvalidSignatureException",
};

export function bedrockError(
  context: Context,
  call: Call,
  type: BedrockErrorType,
  message: string,
): WireResponse {
  return bedrockFailure(context, call, statuses[type], type, message);
}

/** A bearer token that is none, or that has ended: AccessDeniedException, told apart only by its text. */
export function bearerRefusal(
  context: Context,
  call: Call,
  body: Readonly<Record<string, string>>,
): WireResponse {
  const type = "AccessDeniedException";
  call.note.error = type;
  const header = { "x-amzn-errortype": context.errorType(type, "com.amazon.bedrock") };
  return jsonResponse(call, statuses[type], body, header);
}

/** A refusal of any name and status, in the form of this service. */
export function bedrockFailure(
  context: Context,
  call: Call,
  status: number,
  type: string,
  message: string,
): WireResponse {
  call.note.error = type;
  const header = { "x-amzn-errortype": context.errorType(type, "com.amazon.bedrock") };
  return jsonResponse(call, status, { message }, header);
}
