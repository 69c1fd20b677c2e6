/** The mock in a process: starts it, and the edits and readings that tests need. */

import { awsHostNames } from "./aws-names/host-names.ts";
import type { MockClock } from "./core/clock.ts";
import { mockClock } from "./core/clock.ts";
import type { Context } from "./core/context.ts";
import { Core } from "./core/core.ts";
import { awsErrorType, variedErrorType } from "./core/error-type.ts";
import type { Random } from "./core/random.ts";
import { systemRandom } from "./core/random.ts";
import { requestLogEntry } from "./core/request-log.ts";
import type { LoggedRequest, RequestLogEntry } from "./core/request-log.ts";
import { Ring } from "./core/ring.ts";
import { FaultBook } from "./faults/fault-book.ts";
import type { Faults } from "./faults/fault.ts";
import { MockIdentityCenterError } from "./mock-error.ts";
import { defaultSeed } from "./seed/default-seed.ts";
import { parseSeed } from "./seed/parse-seed.ts";
import type { CheckedSeed } from "./seed/parse-seed.ts";
import type { Seed, SeedAssignment } from "./seed/seed.ts";
import { listen } from "./server/listen.ts";
import type { Listener } from "./server/listen.ts";
import { originOf } from "./server/open-port.ts";
import { Directory } from "./state/directory.ts";
import type { User } from "./state/directory.ts";
import type { DeviceAuthorization, SignIn } from "./state/records.ts";
import { Store } from "./state/store.ts";
import type { CloudTrailEvent } from "./trail/events.ts";
import type { TlsIdentity, TlsOptions } from "./tls/tls.ts";
import { Trail } from "./trail/trail.ts";

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
  /** Replaces `<publicUrl>/device` as the verification URI, for clients that accept AWS's hosts only. */
  readonly verificationBase?: string | undefined;
  /** What signature dates are compared with and the `Date` header says; "wall" (default) because SDKs sign with the wall clock. */
  readonly signatureClock?: "wall" | "mock" | undefined;
  /** Serves TLS, with a certificate of an authority made for it; cleartext by default. */
  readonly tls?: true | TlsOptions | undefined;
}

export interface SessionInfo {
  readonly id: string;
  readonly userName: string;
  readonly startUrl: string;
  readonly clientName: string;
  readonly startedAt: Date;
  readonly endsAt: Date;
  readonly status: "active" | "over" | "signed-out" | "revoked";
}

export interface MockIdentityCenter extends AsyncDisposable {
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
  /** The AWS host names that it stands in for, and that its certificate is good for; `*.` is any one label. */
  readonly hostNames: readonly string[];
  /** PEM of the authority behind its certificate, with `tls`. */
  readonly caCertificate?: string | undefined;
  /** The same on disk, for `AWS_CA_BUNDLE` and `NODE_EXTRA_CA_CERTS`; kept after the end only in `tls.directory`. */
  readonly caFile?: string | undefined;
  readonly clock: MockClock;
  /** Spoils chosen requests: errors, delays, resets, broken and half answers. */
  readonly faults: Faults;
  /** Approves a pending code as if the user had done it in the browser; @throws UNKNOWN_USER_CODE, UNKNOWN_USER. */
  approve(userCode: string, userName: string): void;
  /** @throws UNKNOWN_USER_CODE */
  deny(userCode: string): void;
  sessions(): readonly SessionInfo[];
  /** "Delete session" of the console: its tokens die, minted role credentials live on; @throws UNKNOWN_SESSION. */
  revokeSession(id: string): void;
  /** Removes an assignment of any instance; @throws UNKNOWN_ASSIGNMENT. */
  removeAssignment(assignment: SeedAssignment): void;
  /** In every instance that has the user; @throws UNKNOWN_USER. */
  setUserEnabled(userName: string, enabled: boolean): void;
  /** The newest 10,000, oldest first. */
  events(): readonly CloudTrailEvent[];
  /** The newest 10,000, oldest first. Holds no secret. */
  requests(): readonly RequestLogEntry[];
  /** Every secret value ever issued, for leak tests: search a log for each of them. */
  issuedSecrets(): readonly string[];
  close(): Promise<void>;
}

const kept = 10_000;
const managementAccount = "999988887777";

/**
 * Starts a mock on its own port; `await using` closes it.
 *
 * @throws {MockIdentityCenterError} SEED_INVALID, ADDRESS_UNAVAILABLE, TLS_HOST_INVALID, TLS_DIRECTORY_UNUSABLE
 */
export async function startMockIdentityCenter(
  options: MockIdentityCenterOptions = {},
): Promise<MockIdentityCenter> {
  const clock = mockClock(options.clock);
  const requests = new Ring<LoggedRequest>(kept);
  const host = options.host ?? "127.0.0.1";
  let url = "";
  const context = createContext(options, parseSeed(options.seed ?? defaultSeed), clock, () => url);
  const faults = new FaultBook();
  const core = new Core(context, requests, faults);
  const hostNames = hostNamesOf(context, options.tls);
  const tls = options.tls && (await createTls(options.tls, hostNames));
  const listener = await listen({
    host,
    port: options.port ?? 0,
    handle: (request) => core.handle(request),
    now: context.signatureNow,
    tls: tls?.server,
  }).catch(async (error: unknown) => {
    await tls?.[Symbol.asyncDispose]();
    throw error;
  });
  url = originOf(tls ? "https" : "http", { host, port: listener.port });
  return createHandle({ context, clock, faults, requests, url, listener, hostNames, tls });
}

function hostNamesOf(context: Context, tls: MockIdentityCenterOptions["tls"]): readonly string[] {
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

function createContext(
  options: MockIdentityCenterOptions,
  seed: CheckedSeed,
  clock: MockClock,
  url: () => string,
): Context {
  const random = options.random ?? systemRandom();
  const [first, ...others] = seed.instances.map((instance) => new Directory(instance));
  if (first === undefined)
    throw new MockIdentityCenterError("SEED_INVALID", "instances: expected at least one");
  const directories = [first, ...others] as const;
  const now = (): number => clock.now();
  const publicUrl = (): string => (options.publicUrl ?? url()).replace(/\/$/, "");
  return {
    now,
    signatureNow: options.signatureClock === "mock" ? now : Date.now,
    random,
    store: new Store(random),
    settings: seed.settings,
    directories: [...directories],
    models: seed.models,
    bedrockRegions: seed.settings.bedrockRegions ?? directories.map((directory) => directory.region),
    trail: new Trail({ now, random, kept, managementAccount }),
    publicUrl,
    verificationUri: () => options.verificationBase ?? `${publicUrl()}/device`,
    errorType: seed.settings.errorTypeForm === "varied" ? variedErrorType() : awsErrorType,
  };
}

interface Parts {
  readonly context: Context;
  readonly clock: MockClock;
  readonly faults: Faults;
  readonly requests: Ring<LoggedRequest>;
  readonly url: string;
  readonly listener: Listener;
  readonly hostNames: readonly string[];
  readonly tls: TlsIdentity | undefined;
}

function createHandle(parts: Parts): MockIdentityCenter {
  const { context, clock, faults, requests, url, listener, hostNames, tls } = parts;
  const { store, directories } = context;
  const assignment = directories[0].firstAssignment();
  const close = async (): Promise<void> => {
    await listener.close();
    await tls?.[Symbol.asyncDispose]();
  };
  return {
    url,
    oidcUrl: url,
    portalUrl: url,
    stsUrl: url,
    bedrockUrl: url,
    startUrl: directories[0].startUrl,
    region: directories[0].region,
    accountId: assignment?.accountId ?? "",
    roleName: assignment?.permissionSet ?? "",
    hostNames,
    caCertificate: tls?.caCertificate,
    caFile: tls?.caFile,
    clock,
    faults,
    approve(userCode, userName) {
      const device = pendingDevice(store, userCode);
      const user = device.directory.user(userName);
      if (user === undefined) throw unknownUser();
      device.decision = { status: "approved", user, decidedAt: clock.now() };
    },
    deny(userCode) {
      pendingDevice(store, userCode).decision = { status: "denied" };
    },
    sessions: () => store.signIns().map((signIn) => sessionInfo(signIn, clock.now())),
    revokeSession(id) {
      const signIn = store.signIn(id);
      if (signIn === undefined)
        throw new MockIdentityCenterError("UNKNOWN_SESSION", "There is no session with this id");
      signIn.ended ??= "revoked";
    },
    removeAssignment: (removed) => removeAssignment(directories, removed),
    setUserEnabled(userName, enabled) {
      const users = directories.flatMap((directory): readonly User[] => listOf(directory.user(userName)));
      if (users.length === 0) throw unknownUser();
      for (const user of users) user.enabled = enabled;
    },
    events: () => context.trail.events(),
    requests: () => requests.items().map(requestLogEntry),
    issuedSecrets: () => store.issuedSecrets(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function pendingDevice(store: Store, userCode: string): DeviceAuthorization {
  const device = store.deviceByUserCode(userCode);
  if (device?.decision.status === "pending") return device;
  throw new MockIdentityCenterError("UNKNOWN_USER_CODE", "No sign-in waits for this user code");
}

function sessionInfo(signIn: SignIn, now: number): SessionInfo {
  return {
    id: signIn.id,
    userName: signIn.user.userName,
    startUrl: signIn.directory.startUrl,
    clientName: signIn.client.clientName,
    startedAt: new Date(signIn.startedAt),
    endsAt: new Date(signIn.endsAt),
    status: signIn.ended ?? (now < signIn.endsAt ? "active" : "over"),
  };
}

function removeAssignment(directories: readonly Directory[], removed: SeedAssignment): void {
  const holders = directories.filter((directory) => directory.hasAssignment(removed));
  if (holders.length === 0)
    throw new MockIdentityCenterError(
      "UNKNOWN_ASSIGNMENT",
      "No assignment names this account, role and user or group",
    );
  for (const directory of holders) directory.removeAssignment(removed);
}

function unknownUser(): MockIdentityCenterError {
  return new MockIdentityCenterError("UNKNOWN_USER", "The directory holds no user of this name");
}

function listOf<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
