/** The mock in a process: starts it, and gives tests everything to read and to change. */

import type { MockClock } from "./core/clock.ts";
import { mockClock } from "./core/clock.ts";
import { Core } from "./core/core.ts";
import type { Random } from "./core/random.ts";
import { systemRandom } from "./core/random.ts";
import { requestLogEntry } from "./core/request-log.ts";
import type { LoggedRequest, RequestLogEntry } from "./core/request-log.ts";
import { Ring } from "./core/ring.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { Faults } from "./faults/fault.ts";
import { defaultSeed } from "./seed/default-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { listen } from "./server/listen.ts";
import type { Listener } from "./server/listen.ts";
import { openState } from "./snapshot/open-state.ts";
import type { OpenState } from "./snapshot/open-state.ts";
import type { CloudTrailEvent } from "./trail/events.ts";
import { Administration } from "./world/administration.ts";
import { World } from "./world/world.ts";

export interface MockIdentityCenterOptions {
  /** {@link defaultSeed} by default. */
  readonly seed?: Seed | undefined;
  /** Epoch milliseconds; the wall clock by default. `clock.advance` adds to it. */
  readonly clock?: { now(): number } | undefined;
  /** 0 (default) for any free port. */
  readonly port?: number | undefined;
  /** 127.0.0.1 by default; nothing protects the mock from whoever can reach it. */
  readonly host?: string | undefined;
  /** Source of every issued value; the system's randomness by default. */
  readonly random?: Random | undefined;
  /** Where browsers reach the pages; the mock's own address by default. */
  readonly publicUrl?: string | undefined;
  /** The verification URI of every instance, for clients that accept AWS's hosts only; goes before the seed's setting. */
  readonly verificationBase?: string | undefined;
  /** What signature dates are compared with; "wall" (default) because SDKs sign with the wall clock. */
  readonly signatureClock?: "wall" | "mock" | undefined;
  /**
   * Keeps what was issued and edited, and the clock, over restarts; test data that opens this mock. Begun with the
   * seed when it does not exist. Sign-ins of browsers, events, the request log and faults are not in it.
   */
  readonly stateFile?: string | undefined;
  /** Told of what went wrong with the state file and stopped nothing. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Everything that users and administrators can do; see {@link Administration}. */
type Edits = Pick<Administration, keyof Administration>;

export interface MockIdentityCenter extends Edits, AsyncDisposable {
  readonly url: string;
  readonly oidcUrl: string;
  readonly portalUrl: string;
  readonly stsUrl: string;
  readonly bedrockUrl: string;
  /** Start URL and region of the first instance, account and role of its first assignment. */
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly clock: MockClock;
  /** Spoils chosen requests: errors, delays, resets, broken and half answers. */
  readonly faults: Faults;
  /** The world as it is now, after every edit, as a seed. */
  readonly seed: Seed;
  /** Replaces the whole world; everything issued, logged and scripted is forgotten; @throws SEED_INVALID. */
  load(seed: Seed): void;
  /** Back to the seed loaded last: as {@link load}, with the clock where it is. */
  reset(): void;
  /** The newest 10,000, oldest first. */
  events(): readonly CloudTrailEvent[];
  /** The newest 10,000, oldest first. Holds no secret. */
  requests(): readonly RequestLogEntry[];
  /** Every secret value ever issued, for leak tests: search a log for each of them. */
  issuedSecrets(): readonly string[];
  /** @throws {MockIdentityCenterError} STATE_UNWRITABLE when the state file lacks something. */
  close(): Promise<void>;
}

const kept = 10_000;

/**
 * Starts a mock on its own port; `await using` closes it.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, ADDRESS_UNAVAILABLE; with a state file STATE_INVALID,
 * STATE_OF_ANOTHER_SEED, STATE_IN_USE, STATE_UNWRITABLE
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
  const requests = new Ring<LoggedRequest>(kept);
  const faults = new FaultBook();
  const host = options.host ?? "127.0.0.1";
  let url = "";
  const world = createWorld(options, clock, () => url, state);
  state?.keep(world, clock);
  const core = new Core(world, requests, faults, state && (() => state.commit()));
  const listener = await listen({ host, port: options.port ?? 0, handle: (request) => core.handle(request) });
  url = `http://${host.includes(":") ? `[${host}]` : host}:${listener.port}`;
  return new RunningMock({ world, clock, faults, requests, url, listener, state });
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
      signatureNow: options.signatureClock === "mock" ? () => clock.now() : Date.now,
      publicUrl,
      verificationBase: options.verificationBase,
      keptEvents: kept,
      changed: state && ((change) => state.noteChange(change)),
    },
    state?.header?.loaded ?? options.seed ?? defaultSeed,
    state?.header?.mintKey,
  );
}

interface Parts {
  readonly world: World;
  readonly clock: MockClock;
  readonly faults: FaultBook;
  readonly requests: Ring<LoggedRequest>;
  readonly url: string;
  readonly listener: Listener;
  readonly state: OpenState | undefined;
}

class RunningMock extends Administration implements MockIdentityCenter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(parts.world);
    this.#parts = parts;
  }

  get url(): string {
    return this.#parts.url;
  }

  get oidcUrl(): string {
    return this.url;
  }

  get portalUrl(): string {
    return this.url;
  }

  get stsUrl(): string {
    return this.url;
  }

  get bedrockUrl(): string {
    return this.url;
  }

  get startUrl(): string {
    return this.#parts.world.context.directories[0].startUrl;
  }

  get region(): string {
    return this.#parts.world.context.directories[0].region;
  }

  get accountId(): string {
    return this.seed.instances[0]?.assignments[0]?.accountId ?? "";
  }

  get roleName(): string {
    return this.seed.instances[0]?.assignments[0]?.permissionSet ?? "";
  }

  get clock(): MockClock {
    return this.#parts.clock;
  }

  get faults(): Faults {
    return this.#parts.faults;
  }

  get seed(): Seed {
    return this.#parts.world.seed;
  }

  load(seed: Seed): void {
    this.#parts.world.load(seed);
    this.#forget();
  }

  reset(): void {
    this.#parts.world.reset();
    this.#forget();
  }

  events(): readonly CloudTrailEvent[] {
    return this.#parts.world.context.trail.events();
  }

  requests(): readonly RequestLogEntry[] {
    return this.#parts.requests.items().map(requestLogEntry);
  }

  issuedSecrets(): readonly string[] {
    return this.#parts.world.context.store.issuedSecrets();
  }

  async close(): Promise<void> {
    await this.#parts.listener.close();
    await this.#parts.state?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #forget(): void {
    this.#parts.faults.clear();
    this.#parts.requests.clear();
  }
}
