/** Node's HTTP/1.1 and HTTP/2 servers, fed with connections whose protocol is known. */

import type { Http2Server } from "node:http2";
import type { Connection } from "./connections.ts";
import type { AnyRequest, AnyResponse } from "./deliver.ts";
import type { Ready } from "./fronts.ts";
import { endWithAnswer } from "./last-answer.ts";
import { http, loadHttp2 } from "./node-modules.ts";
import { parserRefusal, proxyRefusal } from "./refusal.ts";

export type Respond = (request: AnyRequest, response: AnyResponse, connection: Connection) => void;

/** On one connection of HTTP/2, as AWS's load balancers have it; clients let the rest wait. */
const maxConcurrentStreams = 128;

/** Room for an access token of 16 KiB, the longest that a seed can ask for. */
const maxHeaderSize = 32_768;

/** Answers with the function that takes a connection over. */
export function httpServers(respond: Respond): Ready {
  // By socket for HTTP/1.1, by session for HTTP/2.
  const connections = new WeakMap<object, Connection>();
  const respondTo = (key: object, request: AnyRequest, response: AnyResponse): void => {
    const connection = connections.get(key);
    if (connection !== undefined) respond(request, response, connection);
  };

  const http1 = http.createServer({ maxHeaderSize }, (request, response) =>
    respondTo(request.socket, request, response),
  );
  http1.on("checkExpectation", (request, response) => respondTo(request.socket, request, response));
  http1.on("connect", (_request, socket) => endWithAnswer(socket, proxyRefusal()));
  http1.on("clientError", (error, socket) => endWithAnswer(socket, parserRefusal(error)));

  let http2: Http2Server | undefined;
  const createHttp2 = (): Http2Server =>
    loadHttp2().createServer({ settings: { maxConcurrentStreams } }, (request, response) =>
      respondTo(request.stream.session ?? request, request, response),
    );

  return (protocol, socket, connection) => {
    if (protocol === "http1") {
      connections.set(socket, connection);
      http1.emit("connection", socket);
      socket.resume();
    } else {
      http2 ??= createHttp2();
      http2.once("session", (session) => connections.set(session, connection));
      http2.emit("connection", socket);
    }
  };
}
