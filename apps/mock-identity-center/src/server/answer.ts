/** One request from its socket through the core and back. */

import { bodyLimit } from "../core/core.ts";
import type { WireRequest, WireResponse } from "../core/wire.ts";
import type { Connection } from "./connections.ts";
import { dateHeader } from "./date-header.ts";
import { deliver } from "./deliver.ts";
import type { AnyRequest, AnyResponse, Delays } from "./deliver.ts";
import type { Respond } from "./http-servers.ts";
import { readBody } from "./read-body.ts";

/** Of a body too large, this much is read and thrown away, so that an honest client gets to see its 413. */
const readLimit = 16 * 1_048_576;

/** Answers now, or when what the request waits for has happened. */
export type Handle = (request: WireRequest) => WireResponse | Promise<WireResponse>;

/** @param now - What the `Date` header says, epoch milliseconds. */
export function answerer(handle: Handle, now: () => number, delays: Delays): Respond {
  const date = dateHeader(now);
  const answer = async (
    request: AnyRequest,
    response: AnyResponse,
    connection: Connection,
  ): Promise<void> => {
    const body = await readBody(request, bodyLimit, readLimit);
    connection.asked();
    response.once("close", () => connection.answered());
    const reply = await handleSafely(handle, {
      method: request.method ?? "",
      target: request.url ?? "",
      headers: joinHeaders(request.rawHeaders),
      body,
      remoteAddress: request.socket?.remoteAddress,
      whenGone: (callback) => response.once("close", callback),
    });
    const isLast = body.length > bodyLimit && request.httpVersionMajor === 1;
    const own = { date: date(), ...(isLast ? { connection: "close" } : undefined) };
    deliver({ ...reply, headers: { ...own, ...reply.headers } }, response, delays);
  };
  return (request, response, connection) => {
    // Nothing is left to answer when the client closed the connection; its request is dropped.
    answer(request, response, connection).catch(() => response.destroy());
  };
}

/** A defect of the mock must not pass for a lost connection: it is answered, and told to whoever runs the mock. */
async function handleSafely(handle: Handle, request: WireRequest): Promise<WireResponse> {
  try {
    return await handle(request);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
    return {
      status: 500,
      headers: { "content-type": "application/json", "x-amzn-errortype": "InternalFailure" },
      body: JSON.stringify({ message: "The mock failed on this request; its process has written a warning" }),
    };
  }
}

/** Names in lower case, values of repeated headers joined with a comma as signatures see them. */
function joinHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? "").toLowerCase();
    const value = raw[i + 1] ?? "";
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}
