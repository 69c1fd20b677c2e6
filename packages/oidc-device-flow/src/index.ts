export { systemClock } from "./clock.ts";
export type { Clock } from "./clock.ts";
export type { TokenSet } from "./create-token.ts";
export { createDeviceFlow } from "./device-flow.ts";
export type { DeviceFlow, DeviceFlowOptions } from "./device-flow.ts";
export { DeviceFlowError } from "./device-flow-error.ts";
export type { DeviceFlowErrorCode, DeviceFlowErrorDetails } from "./device-flow-error.ts";
export type { RequestHandlerLike } from "./guarded-handler.ts";
export type { CallOptions } from "./oidc-client.ts";
export type { DeviceTokenResult, PollAttempt, PollRequest } from "./poll-for-token.ts";
export type { PollOutcome } from "./poll-schedule.ts";
export type { RefreshRequest, RefreshResult } from "./refresh.ts";
export { isRegistrationUsable } from "./register-client.ts";
export type { ClientRegistration, RegisterClientRequest } from "./register-client.ts";
export type { ServerDateListener } from "./server-date.ts";
export type { DeviceAuthorization, StartResult } from "./start-device-authorization.ts";
export { checkVerificationUri } from "./verification-uri.ts";
export type {
  VerificationUriCheck,
  VerificationUriProblem,
  VerificationUriRequest,
} from "./verification-uri.ts";
