import { basename } from "node:path";
import { manualClock } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { rememberingAnswer, scriptedHosts } from "../test/support/scripted-host.ts";
import type { Answer } from "../test/support/scripted-host.ts";
import { keytarKeyStore } from "./keytar-key-store.ts";
import type { StartHost } from "./host-process.ts";
import type { KeytarKeyStoreOptions } from "./keytar-key-store.ts";

const setUp = (answer: Answer, options: Partial<KeytarKeyStoreOptions> = {}) => {
  const { hosts, startHost } = scriptedHosts(answer);
  const clock = manualClock();
  const store = keytarKeyStore({
    service: "test",
    environment: { PATH: "/bin" },
    startHost,
    clock,
    ...options,
  });
  return { hosts, clock, store };
};
const silent: Answer = () => undefined;
const noProcessesLeft = (): never => {
  throw new Error("no processes left");
};

test("set, get and delete go to the host, and a null is no value", async () => {
  const { store, hosts } = setUp(rememberingAnswer());
  expect(await store.get("a")).toBeUndefined();
  await store.set("a", "value");
  expect(await store.get("a")).toBe("value");
  expect([await store.delete("a"), await store.delete("a")]).toEqual([true, false]);
  expect(hosts[0]?.requests[1]).toEqual({
    id: 2,
    service: "test",
    method: "set",
    account: "a",
    value: "value",
  });
});

test("the host is started by the first call, and reused", async () => {
  const { store, hosts } = setUp(rememberingAnswer());
  expect(hosts).toHaveLength(0);
  await store.get("a");
  await store.get("b");
  expect(hosts).toHaveLength(1);
});

test("prepare starts the host ahead, asks it nothing, and does not keep the process alive for it", async () => {
  const { store, hosts } = setUp(rememberingAnswer());
  store.prepare?.();
  expect(hosts.map(({ requests, keepsAlive }) => ({ requests, keepsAlive }))).toEqual([
    { requests: [], keepsAlive: false },
  ]);
  await store.set("a", "value");
  expect(hosts).toHaveLength(1);
});

test("prepare during a call does not let the process end before the answer", () => {
  const { store, hosts } = setUp(silent);
  void store.get("a");
  store.prepare?.();
  expect(hosts[0]?.keepsAlive).toBe(true);
});

test("prepare does not throw when no host can be started; the first call does", async () => {
  const { store } = setUp(silent, { startHost: noProcessesLeft });
  store.prepare?.();
  await expect(store.get("a")).rejects.toMatchObject({ state: "unavailable" });
});

test("the host gets its program and the given environment, and no value with them", async () => {
  const { store, hosts } = setUp(rememberingAnswer());
  await store.set("a", "the-value");
  const [host] = hosts;
  expect(basename(host?.start.modulePath ?? "")).toBe("keytar-host.js");
  expect(host?.start.environment).toEqual({ PATH: "/bin" });
  expect(JSON.stringify(host?.start)).not.toContain("the-value");
});

test("no answer in time: frozen, and the host is killed", async () => {
  const { store, hosts, clock } = setUp(silent);
  const call = store.get("a").catch((error: unknown) => error);
  await clock.advance(3_999);
  expect(hosts[0]?.isKilled).toBe(false);
  await clock.advance(1);
  expect(await call).toMatchObject({ name: "KeyStoreError", state: "frozen" });
  expect(hosts[0]?.isKilled).toBe(true);
});

test("the time is an option", async () => {
  const { store, clock } = setUp(silent, { timeoutMs: 60_000 });
  const call = store.get("a").catch((error: unknown) => error);
  await clock.advance(59_999);
  expect(clock.pending).toBe(1);
  await clock.advance(1);
  expect(await call).toMatchObject({ state: "frozen" });
});

test("everything that waits for a frozen host ends with it, and the next call starts another", async () => {
  const { store, hosts, clock } = setUp((request, host) =>
    host === hosts[0] ? undefined : rememberingAnswer()(request, host),
  );
  const first = store.get("a").catch((error: unknown) => error);
  await clock.advance(1_000);
  const second = store.get("b").catch((error: unknown) => error);
  await clock.advance(3_000);
  expect(await first).toMatchObject({ state: "frozen" });
  expect(await second).toMatchObject({ state: "frozen" });
  expect(await store.get("a")).toBeUndefined();
  expect(hosts).toHaveLength(2);
});

test("an answered call leaves no timer", async () => {
  const { store, clock } = setUp(rememberingAnswer());
  await store.get("a");
  expect(clock.pending).toBe(0);
});

test("the event loop is kept alive only while a call waits", async () => {
  const { store, hosts } = setUp(silent);
  const calls = [store.get("a"), store.get("b")];
  const host = hosts[0];
  expect(host?.keepsAlive).toBe(true);
  host?.reply({ id: 1, status: "done", value: null });
  expect(host?.keepsAlive).toBe(true);
  host?.reply({ id: 2, status: "done", value: null });
  expect(host?.keepsAlive).toBe(false);
  await Promise.all(calls);
});

test("answers find their calls in any order", async () => {
  const { store, hosts } = setUp(silent);
  const calls = [store.get("a"), store.get("b")];
  hosts[0]?.reply({ id: 2, status: "done", value: "of b" });
  hosts[0]?.reply({ id: 1, status: "done", value: "of a" });
  expect(await Promise.all(calls)).toEqual(["of a", "of b"]);
});

test("messages that are no reply, or to no call, are ignored", async () => {
  const { store, hosts } = setUp(silent);
  const call = store.get("a");
  for (const noise of [
    null,
    "x",
    7,
    {},
    { id: "1", status: "done" },
    { id: 99, status: "done", value: "no" },
  ])
    hosts[0]?.reply(noise);
  hosts[0]?.reply({ id: 1, status: "done", value: "yes" });
  expect(await call).toBe("yes");
});

test("a host that left by itself while a call was on its way: a new host gets the call", async () => {
  const { store, hosts } = setUp((_request, host) => {
    if (host !== hosts[0]) return { status: "done", value: "found" };
    queueMicrotask(() => host.exit(0));
    return undefined;
  });
  expect(await store.get("a")).toBe("found");
  expect(hosts).toHaveLength(2);
});

test("hosts that keep leaving are not started for ever", async () => {
  const { store, hosts } = setUp((_request, host) => {
    queueMicrotask(() => host.exit(0));
    return undefined;
  });
  await expect(store.get("a")).rejects.toMatchObject({ state: "unavailable" });
  expect(hosts).toHaveLength(2);
});

test("a host that crashes, or cannot be started, is unavailable", async () => {
  const crashing = setUp((_request, host) => {
    queueMicrotask(() => host.exit(null));
    return undefined;
  });
  await expect(crashing.store.get("a")).rejects.toMatchObject({ state: "unavailable" });
  const unstartable = setUp(silent, { startHost: noProcessesLeft });
  await expect(unstartable.store.get("a")).rejects.toMatchObject({
    state: "unavailable",
    cause: new Error("no processes left"),
  });
});

test("keytar that cannot be loaded is unavailable, with the line that installs it", async () => {
  const { store } = setUp(() => ({
    status: "failed",
    during: "load",
    message: "Cannot find module 'keytar'",
  }));
  await expect(store.get("a")).rejects.toMatchObject({
    state: "unavailable",
    message: expect.stringContaining("apt-get install") as unknown,
  });
});

test("after a failed call the next one gets a new host, since the keychain may have been restarted", async () => {
  const { store, hosts } = setUp((request, host) =>
    host === hosts[0]
      ? { status: "failed", during: "call", message: "stale" }
      : rememberingAnswer()(request, host),
  );
  await expect(store.get("a")).rejects.toMatchObject({ state: "unavailable" });
  expect(await store.get("a")).toBeUndefined();
  expect(hosts.map(({ isKilled }) => isKilled)).toEqual([true, false]);
});

test("close kills the host, and waits until it has ended", async () => {
  const { store, hosts } = setUp(silent);
  const call = store.get("a").catch((error: unknown) => error);
  await store.close?.();
  expect(hosts[0]?.isKilled).toBe(true);
  expect(await call).toMatchObject({ state: "unavailable" });
});

test("close does not wait for ever for a host that reports no end, and leaves no timer", async () => {
  const { startHost } = scriptedHosts(rememberingAnswer());
  const immortal: StartHost = (start) => ({ ...startHost(start), kill: () => undefined });
  const { store, clock } = setUp(silent, { startHost: immortal });
  await store.get("a");
  const close = store.close?.();
  await clock.advance(4_000);
  await close;
  expect(clock.pending).toBe(0);
});

test("close without a host does nothing, and a closed store can be used again", async () => {
  const { store, hosts } = setUp(rememberingAnswer());
  await store.close?.();
  await store.set("a", "value");
  await store.close?.();
  expect(await store.get("a")).toBe("value");
  expect(hosts).toHaveLength(2);
});
