/** OAuth device authorization (RFC 8628) as IAM Identity Center speaks it: camelCase JSON over its own operations. */
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { RequestHandlerLike } from "./guarded-handler.ts";
import { oidcClient } from "./oidc-client.ts";
import type { CallOptions } from "./oidc-client.ts";
import { pollForToken } from "./poll-for-token.ts";
import type { DeviceTokenResult, PollRequest } from "./poll-for-token.ts";
import { refresh } from "./refresh.ts";
import type { RefreshRequest, RefreshResult } from "./refresh.ts";
import { registerClient } from "./register-client.ts";
import type { ClientRegistration, RegisterClientRequest } from "./register-client.ts";
import type { ServerDateListener } from "./server-date.ts";
import { startDeviceAuthorization } from "./start-device-authorization.ts";
import type { StartResult } from "./start-device-authorization.ts";

export interface DeviceFlowOptions {
  /** Home region of the Identity Center instance. */
  readonly region: string;
  /** Replaces the region's endpoint: https, or http on this machine. */
  readonly endpoint?: URL;
  /** How requests travel; Node's own http and https unless given. */
  readonly requestHandler?: RequestHandlerLike;
  readonly clock?: Clock;
  /** Longest time for one request, in milliseconds; 10 000 unless given. */
  readonly requestTimeoutMs?: number;
  /** 0 to 1; spreads retries after a failed connection. `Math.random` unless given. */
  readonly random?: () => number;
  /**
   * Called with the `Date` of every answer that is Identity Center's own, refusals included, before the call ends. The package
   * judges nothing by it: the app may compare and say that this machine's clock is off.
   */
  readonly onServerDate?: ServerDateListener;
}

/** Every method rejects with `signal.reason` when aborted and with {@link DeviceFlowError} when Identity Center fails. */
export interface DeviceFlow {
  /**
   * Registers a public client for the device-code and refresh-token grants.
   *
   * @throws {DeviceFlowError} `DEVICE_FLOW_TRANSPORT`, `DEVICE_FLOW_MALFORMED_RESPONSE`, `DEVICE_FLOW_OAUTH_ERROR`
   * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html
   */
  registerClient(request: RegisterClientRequest, options?: CallOptions): Promise<ClientRegistration>;
  /**
   * Starts a device authorization for a start URL.
   *
   * @throws {DeviceFlowError} `DEVICE_FLOW_OAUTH_ERROR` with `invalid_request` for an unknown start URL; also
   * `DEVICE_FLOW_TRANSPORT`, `DEVICE_FLOW_MALFORMED_RESPONSE`
   * @see RFC 8628 sections 3.1 and 3.2, and AWS StartDeviceAuthorization
   */
  startDeviceAuthorization(
    request: { readonly registration: ClientRegistration; readonly startUrl: string },
    options?: CallOptions,
  ): Promise<StartResult>;
  /**
   * Polls until the person decides or the code expires. Waits one interval first; survives failed connections.
   *
   * @throws {DeviceFlowError} `DEVICE_FLOW_MALFORMED_RESPONSE`, `DEVICE_FLOW_OAUTH_ERROR`
   * @see RFC 8628 sections 3.4 and 3.5, and AWS CreateToken
   */
  pollForToken(request: PollRequest, options?: CallOptions): Promise<DeviceTokenResult>;
  /**
   * Renews a sign-in.
   *
   * @throws {DeviceFlowError} `DEVICE_FLOW_TRANSPORT`, `DEVICE_FLOW_MALFORMED_RESPONSE`, `DEVICE_FLOW_OAUTH_ERROR`
   * @see RFC 6749 section 6, and AWS CreateToken
   */
  refresh(request: RefreshRequest, options?: CallOptions): Promise<RefreshResult>;
}

/**
 * Binds the flow to one Identity Center region. Reads neither the environment nor `~/.aws`.
 *
 * @throws {AwsPartitionsError} `INVALID_REGION`
 * @throws {DeviceFlowError} `DEVICE_FLOW_INSECURE_URL` for an endpoint that is neither https nor on this machine.
 */
export function createDeviceFlow(options: DeviceFlowOptions): DeviceFlow {
  const {
    region,
    endpoint,
    requestHandler,
    requestTimeoutMs = 10_000,
    clock = systemClock,
    random = Math.random,
    onServerDate,
  } = options;
  const watch = { now: () => clock.now(), onServerDate };
  const send = oidcClient({ region, endpoint, requestHandler, requestTimeoutMs, watch });
  return {
    registerClient: (request, call) => registerClient(send, request, call),
    startDeviceAuthorization: (request, call) => startDeviceAuthorization(send, clock, request, call),
    pollForToken: (request, call) => pollForToken({ send, clock, random }, request, call),
    refresh: (request, call) => refresh(send, clock, request, call),
  };
}
