/** A mock in a process: what it is started with, and everything that tests can read and change. */

import type { MockClock } from "./core/clock.ts";
import type { Random } from "./core/random.ts";
import type { RequestFilter } from "./core/request-filter.ts";
import type { WaitOptions } from "./core/request-journal.ts";
import type { RequestLogEntry } from "./core/request-log.ts";
import type { Faults } from "./faults/fault.ts";
import type { Seed } from "./seed/seed.ts";
import type { TlsOptions } from "./tls/tls.ts";
import type { EventFilter } from "./trail/event-filter.ts";
import type { CloudTrailEvent } from "./trail/events.ts";
import type { Administration } from "./world/administration.ts";

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
  /** What signature dates are compared with and the `Date` header says; "wall" (default), with which SDKs sign. */
  readonly signatureClock?: "wall" | "mock" | undefined;
  /** At least 16 characters that let other machines use the control API; without it, only this machine may. */
  readonly controlToken?: string | undefined;
  /** Serves TLS, with a certificate of an authority made for it; cleartext by default. */
  readonly tls?: true | TlsOptions | undefined;
  /** Told of each request as it is logged. */
  readonly onRequest?: ((entry: RequestLogEntry) => void) | undefined;
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
  /** Where the control API is; everything below it is also in this object. */
  readonly controlUrl: string;
  /** Start URL and region of the first instance, account and role of its first assignment. */
  readonly startUrl: string;
  readonly region: string;
  readonly accountId: string;
  readonly roleName: string;
  /** The AWS host names that it stands in for, and that its certificate is good for; `*.` is any one label. */
  readonly hostNames: readonly string[];
  /** PEM of the authority behind its certificate, with `tls`. */
  readonly caCertificate?: string | undefined;
  /** The same on disk, for `AWS_CA_BUNDLE` and `NODE_EXTRA_CA_CERTS`; kept after the end only in `tls.directory`. */
  readonly caFile?: string | undefined;
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
  /** @throws {MockIdentityCenterError} STATE_UNWRITABLE when the state file lacks something. */
  close(): Promise<void>;
}
