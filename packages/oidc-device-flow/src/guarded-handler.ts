/**
 * A guard around the SDK's request handler: no redirect is followed, an answer is read up to a cap, and a refusal
 * is read here, since its code may stand in a header, in `__type` or in the body's `error` (AWS restJson1, RFC 6749 5.2).
 */
import { Readable } from "node:stream";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpResponse } from "@smithy/types";
import { DeviceFlowError } from "./device-flow-error.ts";

type Handle = NodeHttpHandler["handle"];

/** The SDK's `requestHandler`, for example a `NodeHttpHandler` or one over a browser's network stack. */
export interface RequestHandlerLike {
  handle(...request: Parameters<Handle>): ReturnType<Handle>;
  destroy?(): void;
}

const MAXIMUM_RESPONSE_BYTES = 1024 * 1024;

/** Exception shape → OAuth error code, for answers that carry only the former. */
const OAUTH_ERRORS: Readonly<Record<string, string>> = {
  AccessDeniedException: "access_denied",
  AuthorizationPendingException: "authorization_pending",
  ExpiredTokenException: "expired_token",
  InternalServerException: "server_error",
  InvalidClientException: "invalid_client",
  InvalidClientMetadataException: "invalid_client_metadata",
  InvalidGrantException: "invalid_grant",
  InvalidRedirectUriException: "invalid_redirect_uri",
  InvalidRequestException: "invalid_request",
  InvalidScopeException: "invalid_scope",
  SlowDownException: "slow_down",
  UnauthorizedClientException: "unauthorized_client",
  UnsupportedGrantTypeException: "unsupported_grant_type",
};

/** Identity Center's refusal, as thrown through the SDK to the operation that asked. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  readonly error: string;
  readonly reason: string | undefined;
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(error: string, reason: string | undefined, status: number, requestId: string | undefined) {
    super(`Identity Center refused the request (${error})`);
    this.error = error;
    this.reason = reason;
    this.status = status;
    this.requestId = requestId;
  }
}

export function guardedHandler(inner: RequestHandlerLike): RequestHandlerLike {
  return {
    destroy: () => inner.destroy?.(),
    async handle(request, options) {
      const { response } = await inner.handle(request, options);
      const bytes = await readBody(response, options?.abortSignal as AbortSignal | undefined);
      const body = parseObject(bytes);
      if (response.statusCode >= 200 && response.statusCode < 300 && body !== undefined) {
        return { response: Object.assign(response, { body: bytes }) };
      }
      throw refusal(response, body);
    },
  };
}

function refusal(response: HttpResponse, body: Readonly<Record<string, unknown>> | undefined): Error {
  const { statusCode: status } = response;
  const requestId = header(response, "x-amzn-requestid");
  const error = oauthError(response, body);
  const transient = status === 429 || status >= 500 || status < 400;
  if (!transient && error !== undefined) {
    const reason = typeof body?.["reason"] === "string" ? body["reason"] : undefined;
    return new OAuthRefusal(error, reason, status, requestId);
  }
  const what = body === undefined ? "an answer that is not JSON" : "an answer without a known error code";
  return new DeviceFlowError("DEVICE_FLOW_TRANSPORT", `HTTP ${status} with ${what}`, { status, error, requestId });
}

/** The body's `error` is Identity Center's own word; header and `__type` name the exception shape. */
function oauthError(
  response: HttpResponse,
  body: Readonly<Record<string, unknown>> | undefined,
): string | undefined {
  const known = new Set(Object.values(OAUTH_ERRORS));
  if (typeof body?.["error"] === "string" && known.has(body["error"])) return body["error"];
  const shapes = [header(response, "x-amzn-errortype"), body?.["code"], body?.["Code"], body?.["__type"]];
  for (const shape of shapes) {
    if (typeof shape !== "string") continue;
    const name = shape.split(",")[0]?.split(":")[0]?.split("#").at(-1)?.trim() ?? "";
    const error = OAUTH_ERRORS[name];
    if (error !== undefined) return error;
  }
  return undefined;
}

function header({ headers }: HttpResponse, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

async function readBody(
  { body, statusCode: status }: HttpResponse,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (body instanceof Uint8Array) return capped(body, body.byteLength, status);
  const stream = Readable.from(body as Readable);
  // The SDK's handler forgets the signal once the headers are there; a body may stall after them.
  const onAbort = (): void => void stream.destroy(new Error("aborted while reading the answer"));
  signal?.addEventListener("abort", onAbort);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      chunks.push(capped(chunk, size, status));
    }
    return Buffer.concat(chunks);
  } finally {
    signal?.removeEventListener("abort", onAbort);
    stream.destroy();
  }
}

function capped<Bytes>(bytes: Bytes, size: number, status: number): Bytes {
  if (size <= MAXIMUM_RESPONSE_BYTES) return bytes;
  const message = `expected an answer of at most ${MAXIMUM_RESPONSE_BYTES} bytes`;
  throw new DeviceFlowError("DEVICE_FLOW_MALFORMED_RESPONSE", message, { status });
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
