/** `mock-identity-center proxy`: a mock, and a proxy through which clients keep AWS's host names. */

import { parseArgs } from "node:util";
import type { MockIdentityCenter } from "../mock-identity-center.ts";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import { parsePort, readServeOptions, serveOptions, serveOptionsHelp, serveUntilEnded } from "./serve.ts";
import type { Companion, ServeArguments } from "./serve.ts";

export interface ProxyArguments extends ServeArguments {
  readonly proxyPort: number;
}

const usage = `Usage: mock-identity-center proxy [OPTIONS]

Starts a mock and a CONNECT proxy in front of it; the line it prints names both. SIGINT or SIGTERM ends them.

  --proxy-port N      port of the proxy, 0 (default) for any free one
${serveOptionsHelp}

Exit status: 0 ended by a signal, 1 an address is not available, 2 wrong arguments, seed or state file.
`;

/** @param startProxy starts the proxy and tells its addresses: `proxyUrl`, and `caFile` where there is one. */
export function proxyCommand(
  startProxy: (options: { readonly mock: MockIdentityCenter; readonly port: number }) => Promise<Companion>,
): Command {
  return command<ProxyArguments>({
    name: "proxy",
    summary: "starts a mock and a proxy through which clients keep AWS's host names",
    usage,
    parse: parseProxyArguments,
    run: ({ proxyPort, ...args }, terminal) =>
      serveUntilEnded(args, terminal, (mock) => startProxy({ mock, port: proxyPort })),
  });
}

export function parseProxyArguments(args: readonly string[]): Parsed<ProxyArguments> {
  const options = { "proxy-port": { type: "string", default: "0" }, ...serveOptions } as const;
  const { values } = parseArgs({ args: [...args], options });
  const proxyPort = parsePort(values["proxy-port"]);
  if (proxyPort === undefined)
    return { status: "wrong", reason: "--proxy-port expects a number from 0 to 65535" };
  const mock = readServeOptions(values);
  return mock.status === "wrong" ? mock : { status: "run", arguments: { ...mock.arguments, proxyPort } };
}
