/**
 * A guard around the SDK's request handler: no redirect is followed, an answer is read up to a cap, and what Identity
 * Center refused is told apart from what never reached it.
 */
import { Readable } from "node:stream";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpResponse } from "@smithy/types";
import { DeviceFlowError } from "./device-flow-error.ts";
import { errorCodeOf, isOAuthCode } from "./error-code.ts";
import { readServerDate } from "./server-date.ts";
import type { ServerDateListener } from "./server-date.ts";

type Body = Readonly<Record<string, unknown>> | undefined;
type Handle = NodeHttpHandler["handle"];

/**
 * The SDK's `requestHandler`, for example a `NodeHttpHandler` or one over a browser's network stack. It hands redirects
 * on as they are: one that followed them would carry secrets to another host.
 */
export interface RequestHandlerLike {
  handle(...request: Parameters<Handle>): ReturnType<Handle>;
  destroy?(): void;
}

/** Who wants to know what time the service has. */
export interface Watch {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onServerDate?: ServerDateListener | undefined;
}

const MAXIMUM_RESPONSE_BYTES = 1024 * 1024;

/** Identity Center's refusal, as thrown through the SDK to the operation that asked. */
export class OAuthRefusal extends Error {
  override readonly name = "OAuthRefusal";
  /** OAuth code, or the exception's shape when it has none that we know; absent when AWS named neither. */
  readonly error: string | undefined;
  readonly reason: string | undefined;
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(
    error: string | undefined,
    reason: string | undefined,
    status: number,
    requestId: string | undefined,
  ) {
    super(`Identity Center refused the request (${error ?? "no error code"})`);
    this.error = error;
    this.reason = reason;
    this.status = status;
    this.requestId = requestId;
  }

  /** What an outcome says about the answer it came from. */
  get reference(): { readonly requestId?: string } {
    return this.requestId === undefined ? {} : { requestId: this.requestId };
  }
}

export function guardedHandler(inner: RequestHandlerLike, { now, onServerDate }: Watch): RequestHandlerLike {
  const tell = (response: HttpResponse, receivedAt: number): void => {
    const serverDate = readServerDate(header(response, "date"));
    if (serverDate === undefined || onServerDate === undefined) return;
    // In a task of its own: what the listener throws is its app's error and must not cost an answer.
    queueMicrotask(() => onServerDate(serverDate, receivedAt));
  };
  return {
    destroy: () => inner.destroy?.(),
    async handle(request, options) {
      const { response } = await inner.handle(request, options);
      const receivedAt = now();
      const bytes = await readBody(response, options?.abortSignal as AbortSignal | undefined);
      const body = parseObject(bytes);
      if (response.statusCode >= 200 && response.statusCode < 300 && body !== undefined) {
        tell(response, receivedAt);
        return { response: Object.assign(response, { body: bytes }) };
      }
      const own = isOwnRefusal(response, body);
      if (own) tell(response, receivedAt);
      throw refusal(response, body, own);
    },
  };
}

/** A proxy may refuse with JSON too. It is Identity Center's word if AWS's headers say so, or status and code are OAuth's. */
function isOwnRefusal(response: HttpResponse, body: Body): boolean {
  const { statusCode: status } = response;
  const errorType = header(response, "x-amzn-errortype");
  const oauth = (status === 400 || status === 401) && isOAuthCode(errorCodeOf(body, errorType));
  const fromAws =
    errorType !== undefined || (header(response, "x-amzn-requestid") !== undefined && body !== undefined);
  return oauth || (fromAws && status >= 400);
}

function refusal(response: HttpResponse, body: Body, own: boolean): Error {
  const { statusCode: status } = response;
  const requestId = header(response, "x-amzn-requestid");
  const error = errorCodeOf(body, header(response, "x-amzn-errortype"));
  const transient = status === 408 || status === 429 || status >= 500;
  if (own && !transient) return new OAuthRefusal(error, reasonIn(body), status, requestId);
  const what = body === undefined ? "an answer that is not JSON" : "an error";
  return new DeviceFlowError("DEVICE_FLOW_TRANSPORT", `HTTP ${status} with ${what}`, {
    status,
    error,
    requestId,
  });
}

function reasonIn(body: Body): string | undefined {
  const reason = body?.["reason"];
  return typeof reason === "string" && /^\w{1,64}$/.test(reason) ? reason : undefined;
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

function parseObject(bytes: Uint8Array): Body {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
