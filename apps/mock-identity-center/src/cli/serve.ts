/** `mock-identity-center serve`: one mock until a signal ends it. */

import { parseArgs } from "node:util";
import type { RequestLogEntry } from "../core/request-log.ts";
import { startMockIdentityCenter } from "../start-mock-identity-center.ts";
import type { MockIdentityCenter } from "../mock-identity-center.ts";
import { loadSeed } from "../seed/load-seed.ts";
import { command } from "./command.ts";
import type { Command, Parsed } from "./command.ts";
import type { TlsOptions } from "../tls/tls.ts";
import { controlTokenHelp, controlTokenOf } from "./control-token.ts";
import { logFormats, logLine } from "./log-line.ts";
import type { LogFormat } from "./log-line.ts";
import type { Terminal } from "./terminal.ts";

export interface ServeArguments {
  readonly port: number;
  readonly host: string | undefined;
  readonly seedFile: string | undefined;
  readonly stateFile: string | undefined;
  readonly controlTokenFile: string | undefined;
  readonly publicUrl: string | undefined;
  readonly verificationBase: string | undefined;
  readonly tls: TlsOptions | undefined;
  readonly log: LogFormat;
}

/** As they are written on the command line. */
interface ServeOptions {
  readonly port: string;
  readonly host?: string | undefined;
  readonly seed?: string | undefined;
  readonly state?: string | undefined;
  readonly "control-token-file"?: string | undefined;
  readonly "public-url"?: string | undefined;
  readonly "verification-base"?: string | undefined;
  readonly tls: boolean;
  readonly "tls-directory"?: string | undefined;
  readonly "tls-host"?: readonly string[] | undefined;
  readonly log: string;
}

export const serveOptions = {
  port: { type: "string", default: "0" },
  host: { type: "string" },
  seed: { type: "string" },
  state: { type: "string" },
  "control-token-file": { type: "string" },
  "public-url": { type: "string" },
  "verification-base": { type: "string" },
  tls: { type: "boolean", default: false },
  "tls-directory": { type: "string" },
  "tls-host": { type: "string", multiple: true },
  log: { type: "string", default: "off" },
} as const;

export const serveOptionsHelp: string = `  --port N            port to listen on, 0 (default) for any free one
  --host HOST         address to listen on, 127.0.0.1 by default; the mock's pages and AWS operations
                      are open to whoever reaches it, the control API only with a token
  --seed FILE         JSON or YAML file with instances, users, accounts, permission sets, assignments, models
  --state FILE        keeps what was issued and edited over restarts; test data, readable by its owner
${controlTokenHelp}
  --public-url URL    where browsers reach the pages
  --verification-base URL
                      replaces <public URL>/device in the links that clients show
  --tls               serves TLS; the line names a file with the authority to trust, gone at the end
  --tls-directory DIR TLS with an authority that is kept in this folder for the next start
  --tls-host NAME     one more name or address for the certificate; may be repeated
  --log FORMAT        pretty, json or off (default): one line per request on standard error, no secrets`;

const usage = `Usage: mock-identity-center serve [OPTIONS]

Starts a mock. When it listens it prints one line of JSON with its addresses; SIGINT or SIGTERM ends it.

${serveOptionsHelp}

Exit status: 0 ended by a signal, 1 the address is not available, 2 wrong arguments, seed or state file.
`;

export const serve: Command = command({
  name: "serve",
  summary: "starts a mock",
  usage,
  parse: parseServeArguments,
  run: (args, terminal) => serveUntilEnded(args, terminal),
});

export function parseServeArguments(args: readonly string[]): Parsed<ServeArguments> {
  return readServeOptions(parseArgs({ args: [...args], options: serveOptions }).values);
}

/** The options that start a mock, for commands that do more besides. */
export function readServeOptions(given: ServeOptions): Parsed<ServeArguments> {
  const port = parsePort(given.port);
  if (port === undefined) return { status: "wrong", reason: "--port expects a number from 0 to 65535" };
  const log = logFormats.find((format) => format === given.log);
  if (log === undefined) return { status: "wrong", reason: `--log expects one of ${logFormats.join(", ")}` };
  for (const name of ["public-url", "verification-base"] as const)
    if (!URL.canParse(given[name] ?? "http://localhost"))
      return { status: "wrong", reason: `--${name} expects a URL` };
  return {
    status: "run",
    arguments: {
      port,
      host: given.host,
      seedFile: given.seed,
      stateFile: given.state,
      controlTokenFile: given["control-token-file"],
      publicUrl: given["public-url"],
      verificationBase: given["verification-base"],
      tls: tlsOf(given),
      log,
    },
  };
}

/** A folder or a name for the certificate asks for TLS as well. */
function tlsOf(given: ServeOptions): TlsOptions | undefined {
  const directory = given["tls-directory"];
  const hosts = given["tls-host"] ?? [];
  return given.tls || directory !== undefined || hosts.length > 0 ? { directory, hosts } : undefined;
}

/** Undefined for what is no port. */
export function parsePort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}

/** What runs besides the mock, and is told in the same line. */
export interface Companion extends AsyncDisposable {
  readonly addresses: Readonly<Record<string, string>>;
}

/** Starts a mock and its companion, says where they are, and ends both on a signal. */
export async function serveUntilEnded(
  args: ServeArguments,
  terminal: Terminal,
  startCompanion: (mock: MockIdentityCenter) => Promise<Companion> = startNothing,
): Promise<number> {
  const { port, host, publicUrl, verificationBase, tls, log } = args;
  const seed = args.seedFile === undefined ? undefined : await loadSeed(args.seedFile);
  const controlToken = await controlTokenOf(args.controlTokenFile, terminal);
  const onRequest =
    log === "off" ? undefined : (entry: RequestLogEntry): void => terminal.err(logLine(entry, log));
  await using mock = await startMockIdentityCenter({
    port,
    host,
    seed,
    stateFile: args.stateFile,
    onWarning: (message) => terminal.err(`${message}\n`),
    controlToken,
    publicUrl,
    verificationBase,
    tls,
    onRequest,
  });
  await using companion = await startCompanion(mock);
  const ended = terminal.ended();
  terminal.out(`${announcement(mock, companion.addresses)}\n`);
  await ended;
  return 0;
}

function announcement(mock: MockIdentityCenter, more: Companion["addresses"]): string {
  const { oidcUrl, portalUrl, stsUrl, bedrockUrl, controlUrl, startUrl, region, accountId, roleName } = mock;
  const addresses = { oidcUrl, portalUrl, stsUrl, bedrockUrl, controlUrl };
  const assignment = { startUrl, region, accountId, roleName };
  return JSON.stringify({ event: "listening", ...addresses, ...assignment, caFile: mock.caFile, ...more });
}

function startNothing(): Promise<Companion> {
  return Promise.resolve({ addresses: {}, [Symbol.asyncDispose]: () => Promise.resolve() });
}
