/** The sockets around the core: one port, HTTP/1.1 and cleartext HTTP/2. */

import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { bodyLimit } from "../core/core.ts";
import type { WireRequest, WireResponse } from "../core/wire.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { deliver, Delays } from "./deliver.ts";
import type { AnyRequest, AnyResponse } from "./deliver.ts";
import { peekProtocol } from "./peek.ts";
import { readBody } from "./read-body.ts";

export interface Listener {
  readonly port: number;
  /** Stops listening and drops every open connection. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly handle: (request: WireRequest) => WireResponse;
}

/** Room for an access token of 16 KiB, the longest that a seed can ask for. */
const headBytes = 32_768;

/** @throws {MockIdentityCenterError} ADDRESS_UNAVAILABLE when the port is in use or not allowed. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const delays = new Delays();
  const respond = (request: AnyRequest, response: AnyResponse): void => {
    // Nothing is left to answer when the client closed the connection; its request is dropped.
    answer(options.handle, request, response, delays).catch(() => response.destroy());
  };
  const http1 = createHttpServer({ maxHeaderSize: headBytes }, respond);
  const http2 = createHttp2Server(respond);
  http2.on("sessionError", () => undefined);
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    peekProtocol(socket, (protocol) => {
      (protocol === "http1" ? http1 : http2).emit("connection", socket);
      if (protocol === "http1") socket.resume();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(unavailable(options, cause)));
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        delays.cancelAll();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(
  handle: ListenOptions["handle"],
  request: AnyRequest,
  response: AnyResponse,
  delays: Delays,
): Promise<void> {
  const body = await readBody(request, bodyLimit);
  const reply = handle({
    method: request.method ?? "",
    target: request.url ?? "",
    headers: joinHeaders(request.rawHeaders),
    body,
  });
  if (body.length > bodyLimit && request.httpVersionMajor === 1) response.setHeader("connection", "close");
  deliver(reply, response, delays);
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

function unavailable(options: ListenOptions, cause: Error): MockIdentityCenterError {
  const code = "code" in cause ? String(cause.code) : "";
  const reason = code === "EADDRINUSE" ? "is already in use" : `cannot be used (${code})`;
  return new MockIdentityCenterError(
    "ADDRESS_UNAVAILABLE",
    `Port ${options.port} of ${options.host} ${reason}`,
    { cause },
  );
}
