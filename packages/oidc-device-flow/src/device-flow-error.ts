/**
 * What went wrong, for callers to branch on.
 *
 * - `DEVICE_FLOW_TRANSPORT`: Identity Center could not be asked: network, TLS, timeout, 408, 429, 5xx, a redirect, an
 *   answer that is not its own (a proxy or captive portal), or, outside the poll, `slow_down` in `error`. Nothing is
 *   known about the sign-in; try again later.
 * - `DEVICE_FLOW_MALFORMED_RESPONSE`: Identity Center answered, but a field is missing, mistyped or absurd, or the
 *   answer is too large.
 * - `DEVICE_FLOW_OAUTH_ERROR`: Identity Center refused the request; `error` is its code, if it named one.
 * - `DEVICE_FLOW_INSECURE_URL`: the endpoint passed in is neither https nor on this machine.
 */
export type DeviceFlowErrorCode =
  | "DEVICE_FLOW_TRANSPORT"
  | "DEVICE_FLOW_MALFORMED_RESPONSE"
  | "DEVICE_FLOW_OAUTH_ERROR"
  | "DEVICE_FLOW_INSECURE_URL";

export interface DeviceFlowErrorDetails {
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** OAuth error code such as `invalid_request`, or the name of an exception that has none. */
  readonly error?: string | undefined;
  /** `x-amzn-RequestId` of the answer, for AWS Support. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** A broken contract or connection. Messages name the operation and field, never a value. */
export class DeviceFlowError extends Error {
  override readonly name = "DeviceFlowError";
  readonly code: DeviceFlowErrorCode;
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly requestId: string | undefined;

  constructor(code: DeviceFlowErrorCode, message: string, details: DeviceFlowErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.error = details.error;
    this.requestId = details.requestId;
  }
}
