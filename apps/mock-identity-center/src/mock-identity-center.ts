/** The mock in a process: starts it, and gives tests everything to read and to change. */

import type { MockClock } from "./core/clock.ts";
import { mockClock } from "./core/clock.ts";
import { Core } from "./core/core.ts";
import type { Random } from "./core/random.ts";
import { systemRandom } from "./core/random.ts";
import type { RequestFilter } from "./core/request-filter.ts";
import { RequestJournal } from "./core/request-journal.ts";
import type { WaitOptions } from "./core/request-journal.ts";
import type { RequestLogEntry } from "./core/request-log.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { Faults } from "./faults/fault.ts";
import { checkControlToken } from "./control/access.ts";
import { Control } from "./control/control.ts";
import { controlPrefix } from "./control/prefix.ts";
import type { WireRequest, WireResponse } from "./core/wire.ts";
import { defaultSeed } from "./seed/default-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { listen } from "./server/listen.ts";
import type { Listener } from "./server/listen.ts";
import { matchesEvent } from "./trail/event-filter.ts";
import type { EventFilter } from "./trail/event-filter.ts";
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
  /** At least 16 characters that let other machines use the control API; without it, only this machine may. */
  readonly controlToken?: string | undefined;
  /** Told of each request as it is logged. */
  readonly onRequest?: ((entry: RequestLogEntry) => void) | undefined;
}

/** Everything that users and administrators can do; see {@link Administration}. */
type Edits = Pick<Administration, keyof Administration>;

export interface MockIdentityCenter extends Edits, AsyncDisposable {
  readonly url: string;
  readonly oidcUrl: string;
  readonly portalUrl: string;
  readonly stsUrl: string;
  readonly bedrockUrl: string;
  /** Where the control API is; everything below it is also in this object. */
  readonly controlUrl: string;
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
  events(filter?: EventFilter): readonly CloudTrailEvent[];
  /** The newest 10,000, oldest first. Holds no secret. */
  requests(filter?: RequestFilter): readonly RequestLogEntry[];
  /** Number of the newest request: `requests({ since })` gives those that come after. */
  readonly lastRequest: number;
  /** The matching requests once there are `count` (1 by default), those logged already included; rejects when aborted or closed. */
  waitForRequests(filter: RequestFilter, options?: WaitOptions): Promise<readonly RequestLogEntry[]>;
  /** Every secret value ever issued, for leak tests: search a log for each of them. */
  issuedSecrets(): readonly string[];
  close(): Promise<void>;
}

const kept = 10_000;

/**
 * Starts a mock on its own port; `await using` closes it.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, ADDRESS_UNAVAILABLE, CONTROL_TOKEN_INVALID
 */
export async function startMockIdentityCenter(
  options: MockIdentityCenterOptions = {},
): Promise<MockIdentityCenter> {
  const clock = mockClock(options.clock);
  const requests = new RequestJournal(kept, options.onRequest);
  const faults = new FaultBook();
  const host = options.host ?? "127.0.0.1";
  let url = "";
  const world = createWorld(options, clock, () => url);
  const core = new Core(world, requests, faults);
  const mock = new RunningMock({ world, clock, faults, requests, url: () => url });
  const control = new Control(mock, {
    token: checkControlToken(options.controlToken),
    hosts: ownHosts(host, options.publicUrl),
  });
  const handle = (request: WireRequest): WireResponse | Promise<WireResponse> =>
    control.owns(request) ? control.handle(request) : core.handle(request);
  const listener = await listen({ host, port: options.port ?? 0, handle });
  url = `http://${addressOf(host)}:${listener.port}`;
  mock.listensThrough(listener);
  return mock;
}

/** What to call the host in a URL: the wildcards are where a mock listens, not where it is reached. */
function addressOf(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** Names under which a request for this mock may have been sent, besides localhost and any IP address. */
function ownHosts(host: string, publicUrl = ""): readonly string[] {
  return URL.canParse(publicUrl) ? [host, new URL(publicUrl).hostname] : [host];
}

function createWorld(options: MockIdentityCenterOptions, clock: MockClock, url: () => string): World {
  const publicUrl = (): string => (options.publicUrl ?? url()).replace(/\/$/, "");
  return new World(
    {
      clock,
      random: options.random ?? systemRandom(),
      signatureNow: options.signatureClock === "mock" ? () => clock.now() : Date.now,
      publicUrl,
      verificationBase: options.verificationBase,
      keptEvents: kept,
    },
    options.seed ?? defaultSeed,
  );
}

interface Parts {
  readonly world: World;
  readonly clock: MockClock;
  readonly faults: FaultBook;
  readonly requests: RequestJournal;
  readonly url: () => string;
}

class RunningMock extends Administration implements MockIdentityCenter {
  readonly #parts: Parts;
  #listener: Listener | undefined;

  constructor(parts: Parts) {
    super(parts.world);
    this.#parts = parts;
  }

  listensThrough(listener: Listener): void {
    this.#listener = listener;
  }

  get url(): string {
    return this.#parts.url();
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

  get controlUrl(): string {
    return `${this.url}${controlPrefix}`;
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

  events(filter: EventFilter = {}): readonly CloudTrailEvent[] {
    return this.#parts.world.context.trail.events().filter((event) => matchesEvent(event, filter));
  }

  requests(filter?: RequestFilter): readonly RequestLogEntry[] {
    return this.#parts.requests.find(filter);
  }

  get lastRequest(): number {
    return this.#parts.requests.last;
  }

  waitForRequests(filter: RequestFilter, options?: WaitOptions): Promise<readonly RequestLogEntry[]> {
    return this.#parts.requests.wait(filter, options);
  }

  issuedSecrets(): readonly string[] {
    return this.#parts.world.context.store.issuedSecrets();
  }

  async close(): Promise<void> {
    this.#parts.requests.close();
    await this.#listener?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #forget(): void {
    this.#parts.faults.clear();
    this.#parts.requests.clear();
  }
}
