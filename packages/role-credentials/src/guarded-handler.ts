/**
 * A guard around the SDK's request handler: no redirect is followed with the bearer token, an answer is read up to
 * a cap, and refusals are sorted by what the caller must do. A proxy's 401 or 403 is not the portal's.
 */
import { Readable } from "node:stream";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import type { HttpResponse } from "@smithy/types";
import { RoleCredentialsError } from "./role-credentials-error.ts";
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

/** The portal's own refusal, as thrown through the SDK to the operation that asked. */
export class PortalRefusal extends Error {
  override readonly name = "PortalRefusal";
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(status: number, requestId: string | undefined) {
    super(`The access portal refused the request (HTTP ${status})`);
    this.status = status;
    this.requestId = requestId;
  }
}

/** Who wants to know what time the service has. */
export interface Watch {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onServerDate?: ServerDateListener | undefined;
}

const MAXIMUM_RESPONSE_BYTES = 1024 * 1024;

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
      const acceptable = bytes.byteLength === 0 || body !== undefined;
      if (response.statusCode >= 200 && response.statusCode < 300 && acceptable) {
        tell(response, receivedAt);
        return { response: Object.assign(response, { body: bytes }) };
      }
      const own = isOwnRefusal(response, body);
      if (own) tell(response, receivedAt);
      throw refusal(response, own);
    },
  };
}

/** A proxy may refuse with JSON too: the portal's own names an exception, or AWS's request id stands beside it. */
function isOwnRefusal(response: HttpResponse, body: Body): boolean {
  const namesException = [body?.["__type"], body?.["code"]].some(
    (shape) => typeof shape === "string" && shape.includes("Exception"),
  );
  const fromAws =
    header(response, "x-amzn-errortype") !== undefined ||
    (body !== undefined && (namesException || header(response, "x-amzn-requestid") !== undefined));
  return fromAws && response.statusCode >= 400;
}

function refusal(response: HttpResponse, own: boolean): Error {
  const { statusCode: status } = response;
  const requestId = header(response, "x-amzn-requestid");
  const transient = status === 408 || status === 429 || status >= 500;
  if (own && !transient) return new PortalRefusal(status, requestId);
  const what = own ? "the portal's refusal" : "an answer that is not the portal's";
  return new RoleCredentialsError("ROLE_CREDENTIALS_TRANSPORT", `HTTP ${status} with ${what}`, {
    status,
    requestId,
  });
}

function header({ headers }: HttpResponse, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

async function readBody(
  { body, statusCode: status }: HttpResponse,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(capped(body, body.byteLength, status));
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
  throw new RoleCredentialsError("ROLE_CREDENTIALS_MALFORMED_RESPONSE", message, { status });
}

function parseObject(bytes: Buffer): Body {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
