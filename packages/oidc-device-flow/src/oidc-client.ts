/**
 * The SDK client with everything passed in that it would otherwise look up: neither environment variables nor
 * `~/.aws` can move the endpoint or change a request. One request per call; retrying is the poll schedule's business.
 */
import { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import { oidcEndpoint } from "@latchkey/aws-partitions";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { DeviceFlowError } from "./device-flow-error.ts";
import { guardedHandler, OAuthRefusal } from "./guarded-handler.ts";
import type { RequestHandlerLike, Watch } from "./guarded-handler.ts";

export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's own reason. */
  readonly signal?: AbortSignal;
}

export interface OidcClientOptions {
  readonly region: string;
  readonly endpoint?: URL | undefined;
  readonly requestHandler?: RequestHandlerLike | undefined;
  readonly requestTimeoutMs: number;
  readonly watch: Watch;
}

/** Runs one SDK call under the caller's signal and the request timeout; leaves no timer and no listener. */
export type Send = <Output>(
  operation: string,
  call: (client: SSOOIDCClient, abortSignal: AbortSignal) => Promise<Output>,
  options?: CallOptions,
) => Promise<Output>;

export function oidcClient(options: OidcClientOptions): Send {
  const endpoint = options.endpoint ?? oidcEndpoint(options.region);
  refuseInsecure(endpoint);
  const client = new SSOOIDCClient({
    region: options.region,
    endpoint: endpoint.href,
    requestHandler: guardedHandler(options.requestHandler ?? new NodeHttpHandler(), options.watch),
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard",
    authSchemePreference: [],
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: () => Promise.resolve(undefined),
    // The SDK's own would add AWS_EXECUTION_ENV.
    defaultUserAgentProvider: () => Promise.resolve([["aws-sdk-js"], ["lib/latchkey-oidc-device-flow"]]),
  });
  // It would add a trace id from the environment.
  client.middlewareStack.remove("recursionDetectionMiddleware");
  return (operation, call, { signal } = {}) =>
    send(client, operation, call, options.requestTimeoutMs, signal);
}

async function send<Output>(
  client: SSOOIDCClient,
  operation: string,
  call: (client: SSOOIDCClient, abortSignal: AbortSignal) => Promise<Output>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Output> {
  signal?.throwIfAborted();
  const request = new AbortController();
  const onAbort = (): void => request.abort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(onAbort, timeoutMs);
  // A request handler that does not listen to the signal must not hold the caller.
  const ended = new Promise<never>((_resolve, reject) => {
    request.signal.addEventListener("abort", () => reject(new Error("the request was ended")), {
      once: true,
    });
  });
  try {
    return await Promise.race([call(client, request.signal), ended]);
  } catch (error) {
    signal?.throwIfAborted();
    throw describeFailure(operation, error, request.signal.aborted ? timeoutMs : undefined);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

function describeFailure(operation: string, cause: unknown, timedOutAfterMs: number | undefined): Error {
  if (cause instanceof OAuthRefusal) return cause;
  if (cause instanceof DeviceFlowError) {
    const { code, status, error, requestId } = cause;
    return new DeviceFlowError(code, `${operation}: ${cause.message}`, { status, error, requestId });
  }
  const what =
    timedOutAfterMs === undefined ? "the request failed" : `no answer within ${timedOutAfterMs} ms`;
  return new DeviceFlowError("DEVICE_FLOW_TRANSPORT", `${operation}: ${what}`, { cause });
}

/** Turns a refusal that no outcome covers into the package's error. */
export function oauthError(operation: string, { error, status, requestId }: OAuthRefusal): DeviceFlowError {
  // Outside the poll loop it is what 429 is elsewhere: it says nothing about the request or the sign-in.
  if (error === "slow_down") {
    const busy = `${operation}: Identity Center is asked too often; try again later`;
    return new DeviceFlowError("DEVICE_FLOW_TRANSPORT", busy, { status, error, requestId });
  }
  const message = `${operation}: Identity Center refused the request (${error ?? "no error code"})`;
  return new DeviceFlowError("DEVICE_FLOW_OAUTH_ERROR", message, { status, error, requestId });
}

function refuseInsecure({ protocol, hostname }: URL): void {
  const local = hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && local)) {
    throw new DeviceFlowError(
      "DEVICE_FLOW_INSECURE_URL",
      "endpoint: expected https, or http on this machine",
    );
  }
}
