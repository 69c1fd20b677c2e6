/** The sockets around the core: one port, HTTP/1.1 and HTTP/2, cleartext or over TLS. */

import type { Handle } from "./answer.ts";
import { answerer } from "./answer.ts";
import { Connections } from "./connections.ts";
import { Delays } from "./deliver.ts";
import { cleartextFront, tlsFront } from "./fronts.ts";
import type { ServerCertificate } from "./fronts.ts";
import { httpServers } from "./http-servers.ts";
import { openPort } from "./open-port.ts";
import type { Address } from "./open-port.ts";

export interface Listener {
  readonly port: number;
  /** Stops listening and drops every open connection. */
  close(): Promise<void>;
}

export interface ListenOptions extends Address {
  readonly handle: Handle;
  /** What the `Date` header says: the clock that signatures are checked against. Epoch milliseconds. */
  readonly now: () => number;
  /** Cleartext without it. */
  readonly tls?: ServerCertificate | undefined;
  /** From a connection's opening, or its last answer, to the end of its next request; a minute by default. */
  readonly patienceMs?: number | undefined;
}

/** @throws {MockIdentityCenterError} ADDRESS_UNAVAILABLE when the port is in use or not allowed. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const delays = new Delays();
  const connections = new Connections(options.patienceMs ?? 60_000);
  const serve = httpServers(answerer(options.handle, options.now, delays));
  const server =
    options.tls === undefined
      ? cleartextFront(connections, serve)
      : tlsFront(options.tls, connections, serve);
  return {
    port: await openPort(server, { host: options.host, port: options.port }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        delays.cancelAll();
        connections.closeAll();
      }),
  };
}
