/** A request handler that notes what the app presented and which answers reached it whole. */
import type { RequestHandlerLike } from "@latchkey/oidc-device-flow";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { Readable } from "node:stream";

export interface Exchange {
  /** By the app's clock, in epoch milliseconds. */
  readonly at: number;
  readonly path: string;
  /** The one-time value of a CreateToken request. */
  readonly presented: { readonly kind: "device-code" | "refresh-token"; readonly value: string } | undefined;
  /** Undefined when the connection broke, or was given up, before the whole of it was there. */
  answer: Answer | undefined;
}

export interface Answer {
  readonly status: number;
  readonly error: string | undefined;
  readonly isJson: boolean;
  /** The refresh token in it. */
  readonly issued: string | undefined;
}

/** Told at once, in order. */
export interface WireListener {
  readonly onBegun: (exchange: Exchange) => void;
  readonly onAnswered: (exchange: Exchange) => void;
}

export interface WireTap {
  readonly handler: RequestHandlerLike;
  /** In the order in which they were begun. */
  readonly exchanges: readonly Exchange[];
}

export function wireTap(now: () => number, listener?: WireListener): WireTap {
  const inner = new NodeHttpHandler();
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    handler: {
      destroy: () => inner.destroy(),
      async handle(request, options) {
        const exchange: Exchange = {
          at: now(),
          path: request.path,
          presented: presentedIn(request.body),
          answer: undefined,
        };
        exchanges.push(exchange);
        listener?.onBegun(exchange);
        const { response } = await inner.handle(request, options);
        const body = Readable.from(
          noting(response.body as Readable, response.statusCode, exchange, listener),
        );
        return { response: Object.assign(response, { body }) };
      },
    },
  };
}

/** Hands an answer on as it comes; one that breaks off throws before it is noted. */
async function* noting(
  body: Readable,
  status: number,
  exchange: Exchange,
  listener: WireListener | undefined,
): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    yield chunk;
  }
  const json = parseJson(Buffer.concat(chunks).toString("utf8"));
  const text = (name: string): string | undefined =>
    typeof json?.[name] === "string" ? json[name] : undefined;
  exchange.answer = {
    status,
    error: text("error"),
    isJson: json !== undefined,
    issued: text("refreshToken"),
  };
  listener?.onAnswered(exchange);
}

function presentedIn(body: unknown): Exchange["presented"] {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  const { deviceCode, refreshToken } = (typeof text === "string" ? parseJson(text) : undefined) ?? {};
  if (typeof deviceCode === "string") return { kind: "device-code", value: deviceCode };
  if (typeof refreshToken === "string") return { kind: "refresh-token", value: refreshToken };
  return undefined;
}

function parseJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
