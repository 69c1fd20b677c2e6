/** Bedrock's failures, sorted by what the person at the app can do about them. */
import type { WorkerErrorCode, WorkerEvent } from "./protocol.ts";

/** Names as services write them; in the middle of a stream they begin with a small letter. */
const CODES: Readonly<Record<string, WorkerErrorCode>> = {
  ExpiredTokenException: "credentials-expired",
  ExpiredToken: "credentials-expired",
  UnrecognizedClientException: "credentials-expired",
  AccessDeniedException: "access-denied",
  ThrottlingException: "throttled",
  ServiceQuotaExceededException: "throttled",
  ServiceUnavailableException: "throttled",
  ValidationException: "model-error",
  ResourceNotFoundException: "model-error",
  InternalServerException: "model-error",
  ModelErrorException: "model-error",
  ModelNotReadyException: "model-error",
  ModelTimeoutException: "model-error",
  ModelStreamErrorException: "model-error",
};

/** What ConverseStream needs; AWS's message names another action when a bearer token is refused. */
const ACTION = "bedrock:InvokeModelWithResponseStream";

/** An API key that has ended or is wrong is denied like a missing permission; only the message tells. */
const BAD_BEARER_TOKEN = /bearer token has expired|api key is valid|invalid api key/i;

/**
 * Names the failure; its message stays behind, since services put request details into messages.
 *
 * @param modelId the model that was called.
 */
export function describeFailure(error: unknown, modelId: string): WorkerEvent & { readonly type: "failed" } {
  const {
    name = "Error",
    message = "",
    $metadata,
  } = (error ?? {}) as { name?: string; message?: string; $metadata?: { requestId?: string } };
  const errorName = name.slice(0, 1).toUpperCase() + name.slice(1);
  const code = codeOf(errorName, message);
  const requestId = $metadata?.requestId;
  return {
    type: "failed",
    code,
    errorName,
    ...(requestId === undefined ? {} : { requestId }),
    ...(code === "access-denied" ? { denied: { action: deniedAction(message), modelId } } : {}),
  };
}

function codeOf(errorName: string, message: string): WorkerErrorCode {
  const code = CODES[errorName] ?? "unreachable";
  return code === "access-denied" && BAD_BEARER_TOKEN.test(message) ? "credentials-expired" : code;
}

function deniedAction(message: string): string {
  return /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/.exec(message)?.[1] ?? ACTION;
}
