/** An answer of HTTP/1.1 written by hand: the last thing a connection hears when no request object exists. */

import type { Duplex } from "node:stream";
import { http } from "./node-modules.ts";

export interface LastAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A client that is still sending reads our answer only if we do not reset the connection under it. */
const lingerMs = 1000;

/** Answers and closes, at the latest a second later; once per connection, whatever else arrives on it. */
export function endWithAnswer(socket: Duplex, { status, headers, body }: LastAnswer): void {
  if (!socket.writable) return;
  const all = { ...headers, "content-length": String(Buffer.byteLength(body)), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once("close", () => clearTimeout(timer));
}
