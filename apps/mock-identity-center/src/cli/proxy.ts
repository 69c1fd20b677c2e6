/** `mock-identity-center proxy`: a mock, and a proxy through which clients keep AWS's host names. */

import { parseArgs } from "node:util";
import { startConnectProxy } from "../proxy/connect-proxy.ts";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { parsePort, readServeOptions, serveOptions, serveOptionsHelp, serveUntilEnded } from "./serve.ts";
import type { ServeArguments } from "./serve.ts";

export interface ProxyArguments extends ServeArguments {
  readonly proxyPort: number;
}

const usage = `Usage: mock-identity-center proxy [OPTIONS]

Starts a mock with TLS and a CONNECT proxy in front of it; the line it prints names both: clients that set HTTPS_PROXY
to proxyUrl and AWS_CA_BUNDLE to caFile keep AWS's host names. SIGINT or SIGTERM ends them.

  --proxy-port N      port of the proxy, 0 (default) for any free one
${serveOptionsHelp}

Exit status: 0 ended by a signal, 1 an address is not available, 2 wrong arguments, seed or state file.
`;

export const proxy: Command = command<ProxyArguments>({
  name: "proxy",
  summary: "starts a mock and a proxy through which clients keep AWS's host names",
  usage,
  parse: parseProxyArguments,
  run: ({ proxyPort, ...args }, terminal) =>
    serveUntilEnded({ ...args, tls: args.tls ?? {} }, terminal, async (mock) => {
      const started = await startConnectProxy({ mock, port: proxyPort });
      return {
        addresses: { proxyUrl: started.url },
        [Symbol.asyncDispose]: () => started.close(),
      };
    }),
});

export function parseProxyArguments(args: readonly string[]): Parsed<ProxyArguments> {
  const options = { "proxy-port": { type: "string", default: "0" }, ...serveOptions } as const;
  const { values } = parseArgs({ args: [...args], options });
  const proxyPort = parsePort(values["proxy-port"]);
  if (proxyPort === undefined)
    return { status: "wrong", reason: "--proxy-port expects a number from 0 to 65535" };
  const mock = readServeOptions(values);
  return mock.status === "wrong" ? mock : { status: "run", arguments: { ...mock.arguments, proxyPort } };
}
