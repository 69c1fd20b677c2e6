/** Starts a mock: a world, the core around it, the control API beside it, and the sockets in front. */

import { awsHostNames } from "./aws-names/host-names.ts";
import { checkControlToken } from "./control/access.ts";
import { Control } from "./control/control.ts";
import type { MockClock } from "./core/clock.ts";
import { mockClock } from "./core/clock.ts";
import { Core } from "./core/core.ts";
import { systemRandom } from "./core/random.ts";
import { RequestJournal } from "./core/request-journal.ts";
import type { WireRequest, WireResponse } from "./core/wire.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { MockIdentityCenter, MockIdentityCenterOptions } from "./mock-identity-center.ts";
import { RunningMock } from "./running-mock.ts";
import { defaultSeed } from "./seed/default-seed.ts";
import { listen } from "./server/listen.ts";
import { originOf } from "./server/open-port.ts";
import { openState } from "./snapshot/open-state.ts";
import type { OpenState } from "./snapshot/open-state.ts";
import type { Written } from "./snapshot/state-keeper.ts";
import type { TlsIdentity, TlsOptions } from "./tls/tls.ts";
import { World } from "./world/world.ts";

const kept = 10_000;

/**
 * Starts a mock on its own port; `await using` closes it.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, ADDRESS_UNAVAILABLE, CONTROL_TOKEN_INVALID; with `tls`
 * TLS_HOST_INVALID, TLS_DIRECTORY_UNUSABLE; with `stateFile` STATE_INVALID, STATE_OF_ANOTHER_SEED, STATE_IN_USE,
 * STATE_UNWRITABLE
 */
export async function startMockIdentityCenter(
  options: MockIdentityCenterOptions = {},
): Promise<MockIdentityCenter> {
  const { stateFile, seed, onWarning = () => undefined } = options;
  const state = stateFile === undefined ? undefined : await openState(stateFile, { seed, warn: onWarning });
  try {
    return await start(options, state);
  } catch (error) {
    await state?.abandon();
    throw error;
  }
}

async function start(
  options: MockIdentityCenterOptions,
  state: OpenState | undefined,
): Promise<MockIdentityCenter> {
  const clock = mockClock(options.clock, () => state?.noteClock());
  const requests = new RequestJournal(kept, options.onRequest);
  const faults = new FaultBook();
  const host = options.host ?? "127.0.0.1";
  let url = "";
  const world = createWorld(options, clock, () => url, state);
  state?.keep(world, clock);
  const commit = state && ((): Written => state.commit());
  const core = new Core(world, requests, faults, commit);
  const hostNames = hostNamesOf(world, options.tls);
  const token = checkControlToken(options.controlToken);
  const tls = options.tls && (await createTls(options.tls, hostNames));
  const mock = new RunningMock({ world, clock, faults, requests, url: () => url, hostNames, tls, state });
  const control = new Control(mock, { token, hosts: ownHosts(host, options.publicUrl) }, commit);
  const handle = (request: WireRequest): WireResponse | Promise<WireResponse> =>
    control.owns(request) ? control.handle(request) : core.handle(request);
  try {
    const now = signatureClock(options, clock);
    const listener = await listen({ host, port: options.port ?? 0, handle, now, tls: tls?.server });
    url = originOf(tls ? "https" : "http", { host: reachableAt(host), port: listener.port });
    mock.listensThrough(listener);
    return mock;
  } catch (error) {
    await mock.close();
    throw error;
  }
}

function hostNamesOf({ context }: World, tls: MockIdentityCenterOptions["tls"]): readonly string[] {
  const regions = [...context.directories.map(({ region }) => region), ...context.bedrockRegions];
  const startUrls = context.directories.map(({ startUrl }) => startUrl);
  const more = tls === undefined || tls === true ? [] : (tls.hosts ?? []);
  return [...awsHostNames([...new Set(regions)], startUrls), ...more];
}

/** Loaded only here: a mock without TLS starts without the encoder of certificates. */
async function createTls(options: true | TlsOptions, hostNames: readonly string[]): Promise<TlsIdentity> {
  const { createTlsIdentity } = await import("./tls/tls.ts");
  return createTlsIdentity(options === true ? {} : options, hostNames, Date.now);
}

function signatureClock(options: MockIdentityCenterOptions, clock: MockClock): () => number {
  return options.signatureClock === "mock" ? () => clock.now() : Date.now;
}

/** The wildcards are where a mock listens, not where it is reached. */
function reachableAt(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/** Names under which a request for this mock may have been sent, besides localhost and any IP address. */
function ownHosts(host: string, publicUrl = ""): readonly string[] {
  return URL.canParse(publicUrl) ? [host, new URL(publicUrl).hostname] : [host];
}

function createWorld(
  options: MockIdentityCenterOptions,
  clock: MockClock,
  url: () => string,
  state: OpenState | undefined,
): World {
  const publicUrl = (): string => (options.publicUrl ?? url()).replace(/\/$/, "");
  return new World(
    {
      clock,
      random: options.random ?? systemRandom(),
      signatureNow: signatureClock(options, clock),
      publicUrl,
      verificationBase: options.verificationBase,
      keptEvents: kept,
      changed: state && ((change) => state.noteChange(change)),
    },
    state?.header?.loaded ?? options.seed ?? defaultSeed,
    state?.header?.mintKey,
  );
}
