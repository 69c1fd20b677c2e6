/** Puts a response on its socket, whole or spoilt as its delivery says, over HTTP/1.1 and HTTP/2. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { WireResponse } from "../core/wire.ts";
import { loadHttp2 } from "./node-modules.ts";

export type AnyRequest = IncomingMessage | Http2ServerRequest;
export type AnyResponse = ServerResponse | Http2ServerResponse;

/** Sends `reply`; the headers that the connection needs are among its headers. */
export function deliver(reply: WireResponse, response: AnyResponse, delays: Delays): void {
  const { delivery } = reply;
  switch (delivery?.kind) {
    case undefined:
      return sendWhole(reply, response);
    case "delay":
      return delays.after(delivery.ms, response, () => sendWhole(reply, response));
    case "reset":
      response.socket?.resetAndDestroy();
      return;
    case "stall":
      return sendPart(reply, response, (length) => Math.floor(length / 2));
    case "truncate":
      return sendPart(
        reply,
        response,
        (length) => Math.min(delivery.bytes, length - 1),
        () => cutOff(response),
      );
  }
}

/** Answers that wait for their time; none outlives its connection or the listener. */
export class Delays {
  readonly #timers = new Set<NodeJS.Timeout>();

  after(ms: number, response: AnyResponse, send: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      send();
    }, ms);
    this.#timers.add(timer);
    response.once("close", () => this.#cancel(timer));
  }

  cancelAll(): void {
    for (const timer of this.#timers) this.#cancel(timer);
  }

  #cancel(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.#timers.delete(timer);
  }
}

/** Event-stream frames go out as separate writes, anything else in one. */
function sendWhole({ status, headers, body }: WireResponse, response: AnyResponse): void {
  const stream = response as ServerResponse;
  if (typeof body === "string" || body instanceof Uint8Array) {
    // The whole head at once: headers that are set one by one cost twice as much.
    const length = status === 204 ? undefined : { "content-length": String(Buffer.byteLength(body)) };
    stream.writeHead(status, { ...length, ...headers });
    stream.end(body);
    return;
  }
  stream.writeHead(status, headers);
  for (const frame of body) stream.write(frame);
  stream.end();
}

/** Announces the whole body and sends its beginning; `sent` is called when that has left. */
function sendPart(
  { status, headers, body }: WireResponse,
  response: AnyResponse,
  partOf: (length: number) => number,
  sent: () => void = () => undefined,
): void {
  const whole = bytesOf(body);
  const stream = response as ServerResponse;
  stream.writeHead(status, { ...headers, "content-length": String(whole.length) });
  stream.flushHeaders();
  const part = whole.subarray(0, Math.max(0, partOf(whole.length)));
  if (part.length > 0) stream.write(part, sent);
  else setImmediate(sent);
}

/** Ends the connection, or over HTTP/2 the stream: other requests share that connection. */
function cutOff(response: AnyResponse): void {
  if ("stream" in response) response.stream.close(loadHttp2().constants.NGHTTP2_INTERNAL_ERROR);
  else response.socket?.destroySoon();
}

function bytesOf(body: WireResponse["body"]): Buffer {
  if (typeof body === "string") return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.concat(body);
}
