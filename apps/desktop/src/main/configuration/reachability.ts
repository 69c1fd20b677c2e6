/** Asks every host of the egress list whether it can be reached from here, a few at a time. */
import type { EgressHost } from "@latchkey/policy-reader";
import { setImmediate } from "node:timers/promises";
import type { Reachability } from "../../shared/configuration-schema.ts";
import { bounded } from "../bounded.ts";
import type { Fetch } from "../shell/fetch-request-handler.ts";
import { isRedirect, networkCode } from "./network-code.ts";

const TIMEOUT_MS = 10_000;
const AT_A_TIME = 6;

export interface ReachabilityTest {
  /** Stops the test before. Answers with the number that its results carry, before any of them. */
  start(hosts: readonly EgressHost[]): number;
  /** Nothing is told after it. */
  stop(): void;
}

export interface ReachabilityServices {
  /** Over the system's proxy, as the app itself goes. */
  readonly fetch: Fetch;
  readonly onResult: (result: Reachability) => void;
}

export function createReachabilityTest({ fetch, onResult }: ReachabilityServices): ReachabilityTest {
  let run = 0;
  let testing = new AbortController();
  return {
    start(hosts) {
      testing.abort();
      testing = new AbortController();
      run += 1;
      const { signal } = testing;
      const ofRun = run;
      void testAll(addressesOf(hosts), fetch, signal, (result) => {
        if (!signal.aborted) onResult({ run: ofRun, ...result });
      });
      return run;
    },
    stop: () => testing.abort(),
  };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

type Result = Omit<Reachability, "run">;

/** A host that is needed for two things is asked once. */
function addressesOf(hosts: readonly EgressHost[]): readonly Address[] {
  const addresses = hosts.map(({ host, port = 443 }) => ({ host, port }));
  return [...new Map(addresses.map((address) => [`${address.host}:${address.port}`, address])).values()];
}

async function testAll(
  addresses: readonly Address[],
  fetch: Fetch,
  signal: AbortSignal,
  tell: (result: Result) => void,
): Promise<void> {
  // The run's number reaches the window first.
  await setImmediate();
  const [patterns, hosts] = [addresses.filter(isPattern), addresses.filter((each) => !isPattern(each))];
  for (const pattern of patterns) tell({ ...pattern, status: "not-tested" });
  const workers = Array.from({ length: AT_A_TIME }, async () => {
    for (let next = hosts.shift(); next !== undefined && !signal.aborted; next = hosts.shift()) {
      tell({ ...next, status: "testing" });
      tell(await testOne(next, fetch, signal));
    }
  });
  await Promise.all(workers);
}

function isPattern({ host }: Address): boolean {
  return host.startsWith("*");
}

async function testOne(address: Address, fetch: Fetch, signal: AbortSignal): Promise<Result> {
  const since = performance.now();
  const failure = await failureOf(address, fetch, signal);
  const milliseconds = Math.round(performance.now() - since);
  if (failure === undefined) return { ...address, status: "reachable", milliseconds };
  return { ...address, status: "unreachable", code: failure, milliseconds };
}

/** What Chromium says when a server ends the connection only after TLS: it was reached, and wants something else. */
const REFUSED_AFTER_TLS: ReadonlySet<string> = new Set([
  "ERR_SSL_CLIENT_AUTH_CERT_NEEDED",
  "ERR_EMPTY_RESPONSE",
  "ERR_INVALID_HTTP_RESPONSE",
  "ERR_HTTP2_SERVER_REFUSED_STREAM",
]);

/** Any answer counts, whatever it says. */
async function failureOf(
  { host, port }: Address,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const request = { method: "HEAD", redirect: "manual", credentials: "omit", cache: "no-store" } as const;
  try {
    await bounded(
      TIMEOUT_MS,
      (within) => fetch(`https://${host}:${port}/`, { ...request, signal: within }),
      signal,
    );
    return undefined;
  } catch (error) {
    const code = networkCode(error);
    return isRedirect(error) || REFUSED_AFTER_TLS.has(code) ? undefined : code;
  }
}
