/** The handle of a mock: reads and changes the parts that it is made of. */

import { controlPrefix } from "./control/prefix.ts";
import type { MockClock } from "./core/clock.ts";
import type { RequestFilter } from "./core/request-filter.ts";
import type { RequestJournal, WaitOptions } from "./core/request-journal.ts";
import type { RequestLogEntry } from "./core/request-log.ts";
import type { FaultBook } from "./faults/fault-book.ts";
import type { Faults } from "./faults/fault.ts";
import type { MockIdentityCenter } from "./mock-identity-center.ts";
import type { Seed } from "./seed/seed.ts";
import type { Listener } from "./server/listen.ts";
import type { OpenState } from "./snapshot/open-state.ts";
import type { TlsIdentity } from "./tls/tls.ts";
import { matchesEvent } from "./trail/event-filter.ts";
import type { EventFilter } from "./trail/event-filter.ts";
import type { CloudTrailEvent } from "./trail/events.ts";
import { Administration } from "./world/administration.ts";
import type { World } from "./world/world.ts";

/** What a mock is put together from. */
export interface Parts {
  readonly world: World;
  readonly clock: MockClock;
  readonly faults: FaultBook;
  readonly requests: RequestJournal;
  readonly url: () => string;
  readonly hostNames: readonly string[];
  readonly tls: TlsIdentity | undefined;
  readonly state: OpenState | undefined;
}

/** A mock whose sockets may be open already or soon will be. */
export class RunningMock extends Administration implements MockIdentityCenter {
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

  get hostNames(): readonly string[] {
    return this.#parts.hostNames;
  }

  get caCertificate(): string | undefined {
    return this.#parts.tls?.caCertificate;
  }

  get caFile(): string | undefined {
    return this.#parts.tls?.caFile;
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
    await this.#parts.tls?.[Symbol.asyncDispose]();
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
