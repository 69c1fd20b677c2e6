/** What accepts connections and finds out which HTTP each speaks: in the clear, or over TLS. */

import { createServer } from "node:net";
import type { Server, Socket } from "node:net";
import type { Connection, Connections } from "./connections.ts";
import { loadTls } from "./node-modules.ts";
import { peekProtocol } from "./peek.ts";

/** Called once for a connection that can be read; never for one that ends before that. */
export type Ready = (protocol: "http1" | "http2", socket: Socket, connection: Connection) => void;

export interface ServerCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

/** The first bytes tell the protocol. */
export function cleartextFront(connections: Connections, ready: Ready): Server {
  return createServer((socket) => {
    connections.track(socket);
    const connection = connections.watch(socket);
    peekProtocol(socket, (protocol) => ready(protocol, socket, connection));
  });
}

/** ALPN tells the protocol; a client that offers none gets HTTP/1.1. A failed handshake ends its connection only. */
export function tlsFront(
  { certificate, privateKey }: ServerCertificate,
  connections: Connections,
  ready: Ready,
): Server {
  const server = loadTls().createServer(
    {
      cert: certificate,
      key: privateKey,
      ALPNProtocols: ["h2", "http/1.1"],
      handshakeTimeout: connections.patienceMs,
    },
    (socket) => ready(socket.alpnProtocol === "h2" ? "http2" : "http1", socket, connections.watch(socket)),
  );
  // Node reports a handshake that failed or took too long, and leaves its socket open.
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server.on("connection", (socket) => connections.track(socket));
}
