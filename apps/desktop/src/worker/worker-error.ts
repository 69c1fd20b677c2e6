/** Bedrock's failures, sorted by what the person at the app can do about them. */
import type { WorkerErrorCode, WorkerEvent } from "./protocol.ts";

const CODES: Readonly<Record<string, WorkerErrorCode>> = {
  ExpiredTokenException: "credentials-expired",
  ExpiredToken: "credentials-expired",
  UnrecognizedClientException: "credentials-expired",
  AccessDeniedException: "access-denied",
  ThrottlingException: "throttled",
  ServiceQuotaExceededException: "throttled",
  ValidationException: "model-error",
  ResourceNotFoundException: "model-error",
  ModelErrorException: "model-error",
  ModelNotReadyException: "model-error",
  ModelTimeoutException: "model-error",
  ModelStreamErrorException: "model-error",
};

/** Names the failure; its message stays behind, since services put request details into messages. */
export function describeFailure(error: unknown): WorkerEvent & { readonly type: "failed" } {
  const { name = "Error", $metadata } = (error ?? {}) as {
    name?: string;
    $metadata?: { requestId?: string };
  };
  const requestId = $metadata?.requestId;
  return {
    type: "failed",
    code: CODES[name] ?? "unreachable",
    errorName: name,
    ...(requestId === undefined ? {} : { requestId }),
  };
}
