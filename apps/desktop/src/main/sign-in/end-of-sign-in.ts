/** What ends a sign-in, and what the person sees then: Identity Center's words, and what was thrown. */
import { DeviceFlowError } from "@latchkey/oidc-device-flow";
import type { DeviceTokenResult } from "@latchkey/oidc-device-flow";
import type { SignInEnd } from "./sign-in-state.ts";
import { UnreachableError } from "./start-authorization.ts";

type Refused = Exclude<DeviceTokenResult, { status: "authorized" }>;

/** @param isNew whether the registration was made for this sign-in. */
export function endOfRefusal(result: Refused, minutes: number, isNew: boolean): SignInEnd {
  switch (result.status) {
    case "denied":
      // With a reason it was no person: an administrator's key is not usable.
      return result.reason?.startsWith("KMS_") === true
        ? { state: "blocked", reason: result.reason, reference: result.requestId }
        : { state: "denied" };
    case "expired":
      return { state: "expired", reason: "time", minutes };
    case "rejected":
      return { state: "expired", reason: "code-rejected", minutes };
    case "registration-rejected":
      return isNew
        ? { state: "blocked", reason: "unauthorized_client", reference: result.requestId }
        : { state: "expired", reason: "registration-ended", minutes };
  }
}

/** @param phase what was asked for: a refusal means the start URL before there is a code, and the organisation after. */
export function endOfError(error: unknown, phase: "starting" | "polling"): SignInEnd {
  if (error instanceof UnreachableError) {
    const { attempts, message, cause } = error;
    return { state: "server-error", attempts, message, requestId: cause.requestId };
  }
  if (!(error instanceof DeviceFlowError)) throw error;
  const { requestId, message } = error;
  if (error.code !== "DEVICE_FLOW_OAUTH_ERROR") {
    return { state: "server-error", attempts: 1, message, requestId };
  }
  const isUnknownStartUrl = phase === "starting" && error.error === "invalid_request";
  return isUnknownStartUrl
    ? { state: "config-error", reason: "start-url-refused", requestId }
    : { state: "blocked", reason: error.error, reference: requestId };
}
