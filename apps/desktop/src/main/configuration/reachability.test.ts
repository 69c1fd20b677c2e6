import type { EgressHost } from "@latchkey/policy-reader";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Reachability } from "../../shared/configuration-schema.ts";
import type { Fetch } from "../shell/fetch-request-handler.ts";
import { createReachabilityTest } from "./reachability.ts";

const host = (name: string, port?: number): EgressHost => ({
  host: name,
  ...(port === undefined ? {} : { port }),
  purpose: "",
  neededFor: ["inference"],
});

/** Chromium's and Node's ways to say it, and Electron's for a redirect. */
const OUTCOMES: Readonly<Record<string, () => Promise<Response>>> = {
  "answers.example": async () => new Response(null, { status: 200 }),
  "forbids.example": async () => new Response(null, { status: 403 }),
  "breaks.example": async () => new Response(null, { status: 503 }),
  "redirects.example": () => Promise.reject(new Error("Redirect was cancelled")),
  "wants-certificate.example": () => Promise.reject(new Error("net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED")),
  "is-nowhere.example": () => Promise.reject(new Error("net::ERR_NAME_NOT_RESOLVED")),
  "is-intercepted.example": () => Promise.reject(new Error("net::ERR_CERT_AUTHORITY_INVALID")),
  "is-behind-a-proxy.example": () => Promise.reject(new Error("net::ERR_TUNNEL_CONNECTION_FAILED")),
  "refuses.example": () =>
    Promise.reject(
      new TypeError("fetch failed", { cause: Object.assign(new Error("x"), { code: "ECONNREFUSED" }) }),
    ),
  "is-odd.example": () => Promise.reject(new Error("a message with https://user:password@is-odd.example")),
};

function rig(fetch: Fetch) {
  const results: Reachability[] = [];
  const tester = createReachabilityTest({ fetch, onResult: (result) => void results.push(result) });
  const ended = (): readonly Reachability[] => results.filter(({ status }) => status !== "testing");
  return {
    results,
    ended,
    start: (hosts: readonly EgressHost[]) => tester.start(hosts),
    stop: () => tester.stop(),
  };
}

const never = (_address: string, { signal }: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error)));

test("any answer is reachable, whatever it says; everything else names its code and no message", async () => {
  const asked: [string, RequestInit][] = [];
  const { ended, results, start } = rig((address, init) => {
    asked.push([address, init]);
    return OUTCOMES[new URL(address).hostname]?.() ?? Promise.reject(new Error("unknown"));
  });
  const run = start(Object.keys(OUTCOMES).map((name) => host(name)));
  await expect.poll(() => ended().length).toBe(Object.keys(OUTCOMES).length);
  expect(Object.fromEntries(ended().map(({ host, code, status }) => [host, code ?? status]))).toEqual({
    "answers.example": "reachable",
    "forbids.example": "reachable",
    "breaks.example": "reachable",
    "redirects.example": "reachable",
    "wants-certificate.example": "reachable",
    "is-nowhere.example": "ERR_NAME_NOT_RESOLVED",
    "is-intercepted.example": "ERR_CERT_AUTHORITY_INVALID",
    "is-behind-a-proxy.example": "ERR_TUNNEL_CONNECTION_FAILED",
    "refuses.example": "ECONNREFUSED",
    "is-odd.example": "UNKNOWN",
  });
  expect(JSON.stringify(results)).not.toContain("password");
  expect(results.every((result) => result.run === run && result.port === 443)).toBe(true);
  expect(ended().every(({ milliseconds }) => (milliseconds ?? -1) >= 0)).toBe(true);
  expect(asked[0]).toMatchObject([
    "https://answers.example:443/",
    { method: "HEAD", redirect: "manual", credentials: "omit" },
  ]);
});

test("a host that is needed twice is asked once, another port of it again, and a pattern never", async () => {
  const asked: string[] = [];
  const { ended, start } = rig(async (address) => {
    asked.push(address);
    return new Response(null);
  });
  start([host("one.example"), host("one.example", 443), host("one.example", 8443), host("*.awsapps.com")]);
  await expect.poll(() => ended().length).toBe(3);
  expect(asked).toEqual(["https://one.example:443/", "https://one.example:8443/"]);
  expect(ended()).toContainEqual({ run: 1, host: "*.awsapps.com", port: 443, status: "not-tested" });
});

test("the run's number is known before the first result", async () => {
  const { results, start } = rig(async () => new Response(null));
  start([host("*.awsapps.com")]);
  await Promise.resolve();
  expect(results).toEqual([]);
});

test("six at a time", async () => {
  let now = 0;
  let most = 0;
  const { ended, start } = rig(async () => {
    most = Math.max(most, (now += 1));
    await new Promise((resolve) => setTimeout(resolve, 2));
    now -= 1;
    return new Response(null);
  });
  start(Array.from({ length: 20 }, (_, index) => host(`h${index}.example`)));
  await expect.poll(() => ended().length).toBe(20);
  expect(most).toBe(6);
});

test("a new test and a stop end the one before: its requests are aborted, and nothing more is told of it", async () => {
  const signals: AbortSignal[] = [];
  const { results, start, stop } = rig((address, init) => {
    if (init.signal) signals.push(init.signal);
    return never(address, init);
  });
  start(Array.from({ length: 8 }, (_, index) => host(`h${index}.example`)));
  await expect.poll(() => signals.length).toBe(6);
  expect(start([host("next.example")])).toBe(2);
  await expect.poll(() => signals.length).toBe(7);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true, true, true, true, false]);
  expect(results.map(({ run, status }) => `${run} ${status}`)).toEqual([
    ...Array.from({ length: 6 }, () => "1 testing"),
    "2 testing",
  ]);
  stop();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(signals.at(-1)?.aborted).toBe(true);
  expect(results).toHaveLength(7);
});

describe("a host that does not answer", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  test.each([
    ["", never],
    [
      ", in Electron's words",
      (address: string, init: RequestInit) =>
        never(address, init).catch(() => Promise.reject(new DOMException("aborted", "AbortError"))),
    ],
  ])("is given up after ten seconds%s", async (_, fetch) => {
    const { ended, results, start } = rig(fetch);
    start([host("silent.example")]);
    while (results.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(ended()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended()).toMatchObject([{ status: "unreachable", code: "TIMEOUT" }]);
  });
});
