/** A proxy that leads the host names of AWS to a mock and refuses every other: unmodified clients keep their names. */

import type { Server } from "node:http";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { MockIdentityCenter } from "../mock-identity-center.ts";
import { Connections } from "../server/connections.ts";
import { endWithAnswer } from "../server/last-answer.ts";
import { http } from "../server/node-modules.ts";
import { openPort, originOf } from "../server/open-port.ts";
import { judgeAuthority, parserRefusal, requestRefusal } from "./judge.ts";
import { tunnel } from "./tunnel.ts";

export interface ConnectProxyOptions {
  /** Started with `tls`: clients speak TLS through their tunnels. */
  readonly mock: Pick<MockIdentityCenter, "url" | "hostNames">;
  /** 127.0.0.1 by default. Who reaches the proxy counts as on the mock's own machine, the control API included. */
  readonly host?: string | undefined;
  /** 0 (default) for any free port. */
  readonly port?: number | undefined;
  /** More names that lead to the mock; name them in `tls.hosts` too, for its certificate. */
  readonly hosts?: readonly string[] | undefined;
  /** How long a client may take over its CONNECT; 30 seconds by default. */
  readonly patienceMs?: number | undefined;
}

export interface ConnectProxy extends AsyncDisposable {
  /** For `HTTPS_PROXY`. */
  readonly url: string;
  /** Stops listening and drops every connection and tunnel. */
  close(): Promise<void>;
}

/**
 * Starts a proxy in front of a mock; `await using` closes it. Nothing leaves the machine through it.
 *
 * @throws {MockIdentityCenterError} PROXY_NEEDS_TLS, ADDRESS_UNAVAILABLE
 */
export async function startConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const { mock, host = "127.0.0.1", hosts = [], patienceMs = 30_000 } = options;
  const target = new URL(mock.url);
  if (target.protocol !== "https:")
    throw new MockIdentityCenterError(
      "PROXY_NEEDS_TLS",
      "Clients speak TLS through a CONNECT proxy, but the mock speaks cleartext; start it with `tls: true`",
    );
  const connections = new Connections(patienceMs);
  const server = boundedServer(patienceMs);
  server.on("connection", (socket) => connections.track(socket));
  server.on("connect", (request, client, head) => {
    const refusal = judgeAuthority(request.url ?? "", [...mock.hostNames, ...hosts]);
    if (refusal === undefined) tunnel(client, head, target);
    else endWithAnswer(client, refusal);
  });
  const port = await openPort(server, { host, port: options.port ?? 0 });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      connections.closeAll();
    });
  return { url: originOf("http", { host, port }), close, [Symbol.asyncDispose]: close };
}

/** Refuses all but CONNECT, heads that are too long, and clients that never finish theirs. */
function boundedServer(patienceMs: number): Server {
  const server = http.createServer({
    maxHeaderSize: 8192,
    headersTimeout: patienceMs,
    requestTimeout: patienceMs,
    connectionsCheckingInterval: Math.ceil(patienceMs / 4),
  });
  server.on("request", (request) => endWithAnswer(request.socket, requestRefusal()));
  server.on("clientError", (error, client) => endWithAnswer(client, parserRefusal(error)));
  return server;
}
