/** Tells cleartext HTTP/2 from HTTP/1.1 by a connection's first bytes. */

import type { Socket } from "node:net";

/** HTTP/2 opens with `PRI * HTTP/2.0`; no HTTP/1.1 method begins with `PRI`. */
const preface = Buffer.from("PRI");

/** Calls `decide` once, with the bytes put back; not at all when the client leaves before it showed its protocol. */
export function peekProtocol(socket: Socket, decide: (protocol: "http1" | "http2") => void): void {
  let seen: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
    const length = Math.min(seen.length, preface.length);
    const matches = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (matches && length < preface.length) return;
    socket.off("data", onData);
    socket.pause();
    socket.unshift(seen);
    decide(matches ? "http2" : "http1");
  };
  socket.on("data", onData);
}
