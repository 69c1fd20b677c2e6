/** Tells cleartext HTTP/2 from HTTP/1.1 by a connection's first bytes. */

import type { Front } from "./listen.ts";

/** HTTP/2 opens with `PRI * HTTP/2.0`; no HTTP/1.1 method begins with `PRI`. */
const preface = Buffer.from("PRI");

/** The bytes it looked at are put back. */
export const peekProtocol: Front = (socket, ready) => {
  let seen: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
    const length = Math.min(seen.length, preface.length);
    const matches = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (matches && length < preface.length) return;
    socket.off("data", onData);
    socket.pause();
    socket.unshift(seen);
    ready(matches ? "http2" : "http1", socket);
  };
  socket.on("data", onData);
};
