/**
 * The SDK client with everything passed in that it would otherwise look up: neither environment variables nor
 * `~/.aws` can move the endpoint or change a request.
 */
import { SSOClient } from "@aws-sdk/client-sso";
import { portalEndpoint } from "@latchkey/aws-partitions";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { guardedHandler, PortalRefusal } from "./guarded-handler.ts";
import type { RequestHandlerLike, Watch } from "./guarded-handler.ts";
import { RoleCredentialsError } from "./role-credentials-error.ts";

export interface CallOptions {
  /** Ends the call at once; it then rejects with the signal's own reason. */
  readonly signal?: AbortSignal;
}

export interface PortalClientOptions {
  readonly region: string;
  readonly endpoint?: URL | undefined;
  readonly requestHandler?: RequestHandlerLike | undefined;
  readonly requestTimeoutMs: number;
  readonly watch: Watch;
}

/** Runs one SDK call under the caller's signal and the request timeout; leaves no timer and no listener. */
export type Send = <Output>(
  operation: string,
  call: (client: SSOClient, abortSignal: AbortSignal) => Promise<Output>,
  options?: CallOptions,
) => Promise<Output>;

export function portalClient(options: PortalClientOptions): Send {
  const endpoint = options.endpoint ?? portalEndpoint(options.region);
  refuseInsecure(endpoint);
  const client = new SSOClient({
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
    defaultUserAgentProvider: () => Promise.resolve([["aws-sdk-js"], ["lib/latchkey-role-credentials"]]),
  });
  // It would add a trace id from the environment.
  client.middlewareStack.remove("recursionDetectionMiddleware");
  return (operation, call, { signal } = {}) =>
    send(client, operation, call, options.requestTimeoutMs, signal);
}

async function send<Output>(
  client: SSOClient,
  operation: string,
  call: (client: SSOClient, abortSignal: AbortSignal) => Promise<Output>,
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
  if (cause instanceof PortalRefusal) return cause;
  if (cause instanceof RoleCredentialsError) {
    const { code, status, requestId } = cause;
    return new RoleCredentialsError(code, `${operation}: ${cause.message}`, { status, requestId });
  }
  const what =
    timedOutAfterMs === undefined ? "the request failed" : `no answer within ${timedOutAfterMs} ms`;
  return new RoleCredentialsError("ROLE_CREDENTIALS_TRANSPORT", `${operation}: ${what}`, { cause });
}

/** Turns a refusal that no outcome covers into the package's error. */
export function refusedError(operation: string, { status, requestId }: PortalRefusal): RoleCredentialsError {
  const message = `${operation}: the access portal refused the request (HTTP ${status})`;
  return new RoleCredentialsError("ROLE_CREDENTIALS_REFUSED", message, { status, requestId });
}

function refuseInsecure({ protocol, hostname }: URL): void {
  const local = hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && local)) {
    throw new RoleCredentialsError(
      "ROLE_CREDENTIALS_INSECURE_URL",
      "endpoint: expected https, or http on this machine",
    );
  }
}
