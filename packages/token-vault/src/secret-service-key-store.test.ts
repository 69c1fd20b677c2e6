import { manualClock } from "@latchkey/test-kit";
import { expect, test } from "vitest";
import { nothing, startScriptedBus } from "../test/support/scripted-bus.ts";
import type { BusAnswer, ScriptedBus } from "../test/support/scripted-bus.ts";
import { startScriptedService } from "../test/support/scripted-secret-service.ts";
import type { ScriptedService } from "../test/support/scripted-secret-service.ts";
import { secretServiceKeyStore } from "./secret-service-key-store.ts";

const storeOn = ({ environment }: Pick<ScriptedBus, "environment">, timeoutMs?: number) => {
  const clock = manualClock();
  const store = secretServiceKeyStore({
    service: "test",
    environment,
    clock,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return { clock, store };
};
const setUp = async (settings: Partial<ScriptedService> = {}) => {
  const bus = await startScriptedService(settings);
  return { bus, ...storeOn(bus) };
};
const failure = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise(setImmediate);
};
const members = ({ calls }: ScriptedBus): readonly string[] => calls.map(({ member }) => member);

test("a value is not readable on the bus, in either direction", async () => {
  const { bus, store } = await setUp();
  await store.set("a", "a value to hide");
  expect(bus.service.value).toBe("a value to hide");
  expect(await store.get("a")).toBe("a value to hide");
  expect(bus.received().includes("a value to hide")).toBe(false);
  await store.close?.();
});

test("calls share one connection and one session, which an answered call leaves without a timer", async () => {
  const { bus, store, clock } = await setUp({ item: "unlocked" });
  await Promise.all([store.get("a"), store.get("b")]);
  await store.get("c");
  expect(new Set(bus.calls.map(({ connection }) => connection))).toEqual(new Set([1]));
  expect(members(bus).filter((member) => member === "OpenSession")).toHaveLength(1);
  expect(clock.pending).toBe(0);
  await store.close?.();
});

test("prepare connects, asks the service nothing, and does not throw where there is no bus", async () => {
  const { bus, store } = await setUp();
  store.prepare?.();
  await until(() => bus.calls.length > 0);
  expect(members(bus)).toEqual(["Hello"]);
  await store.close?.();
  const absent = storeOn({ environment: {} });
  absent.store.prepare?.();
  await expect(absent.store.get("a")).rejects.toMatchObject({ state: "unavailable" });
});

test("no answer in time: frozen, and the connection is closed", async () => {
  const { bus, store, clock } = await setUp({ override: () => "silence" });
  const calls = [failure(store.get("a")), failure(store.set("b", "value"))];
  await until(() => members(bus).includes("SearchItems"));
  await clock.advance(3_999);
  expect(bus.openConnections()).toBe(1);
  await clock.advance(1);
  for (const call of calls) expect(await call).toMatchObject({ name: "KeyStoreError", state: "frozen" });
  await bus.allClosed();
  expect(clock.pending).toBe(0);
  bus.service.override = () => undefined;
  expect(await store.get("a")).toBeUndefined();
  await store.close?.();
});

test("a bus that does not even answer the authentication: frozen; the time is an option", async () => {
  const bus = await startScriptedBus({ authentication: "", answer: () => "silence" });
  const { store, clock } = storeOn(bus, 60_000);
  const call = failure(store.get("a"));
  await until(() => bus.openConnections() === 1);
  await clock.advance(59_999);
  expect(clock.pending).toBe(1);
  await clock.advance(1);
  expect(await call).toMatchObject({
    state: "frozen",
    message: expect.stringContaining("60000 ms") as unknown,
  });
  await bus.allClosed();
});

test.each([
  ["none", {}],
  ["not of a Unix socket", { DBUS_SESSION_BUS_ADDRESS: "tcp:host=localhost,port=1" }],
  ["of nobody", { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nobody/listens/here" }],
  ["of nobody, in the runtime folder", { XDG_RUNTIME_DIR: "/nobody/listens/here" }],
])("an address that is %s: unavailable", async (_, environment) => {
  const { store } = storeOn({ environment });
  await expect(store.get("a")).rejects.toMatchObject({
    state: "unavailable",
    message: expect.stringContaining("Install and start one") as unknown,
  });
});

test("the second address is tried when nobody listens at the first", async () => {
  const { bus } = await setUp({ item: "unlocked" });
  const second = bus.environment["DBUS_SESSION_BUS_ADDRESS"] ?? "";
  const environment = { DBUS_SESSION_BUS_ADDRESS: `unix:path=/nobody/listens/here;${second}` };
  const { store } = storeOn({ environment });
  expect(await store.get("a")).toBe("the value");
  await store.close?.();
});

test("a bus on an abstract socket; signals that nobody asked for are ignored", async () => {
  const bus = await startScriptedBus({
    isAbstract: true,
    answer: (_, bus) => {
      bus.signal("/elsewhere", "Completed", "b", [true]);
      return { error: "org.freedesktop.Secret.Error.IsLocked" };
    },
  });
  const { store } = storeOn(bus);
  await expect(store.get("a")).rejects.toMatchObject({ state: "locked" });
  await bus.allClosed();
});

test("a bus that refuses this user, or speaks something else: unavailable, and closed", async () => {
  const refusing = await startScriptedBus({ authentication: "REJECTED EXTERNAL", answer: () => nothing });
  await expect(storeOn(refusing).store.get("a")).rejects.toMatchObject({
    state: "unavailable",
    cause: { message: "The session bus does not let this user in." },
  });
  await refusing.allClosed();
  const babbling = await startScriptedBus({
    answer: (_, bus) => {
      bus.send(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"));
      return "silence";
    },
  });
  await expect(storeOn(babbling).store.get("a")).rejects.toMatchObject({
    state: "unavailable",
    cause: { message: "The session bus sent no D-Bus message." },
  });
  await babbling.allClosed();
});

test("a bus that ends the connection during a call: unavailable", async () => {
  const { store } = await setUp({ override: () => "hang up" });
  await expect(store.get("a")).rejects.toMatchObject({ state: "unavailable" });
});

test.each<[what: string, answer: BusAnswer]>([
  ["the service was restarted", { error: "org.freedesktop.DBus.Error.UnknownObject" }],
  ["the bus was restarted", "hang up"],
])("%s between two calls: the second goes over a new connection", async (_, answer) => {
  const { bus, store } = await setUp({ item: "unlocked" });
  await store.get("a");
  bus.service.override = ({ connection }) => (connection === 1 ? answer : undefined);
  expect(await store.get("a")).toBe("the value");
  expect(bus.openConnections()).toBe(1);
  // Not for ever: what fails on a new connection fails.
  bus.service.override = () => answer;
  await expect(store.get("a")).rejects.toMatchObject({ state: "unavailable" });
  await bus.allClosed();
});

test("close ends the connection and what waits for it, and a closed store can be used again", async () => {
  const { bus, store, clock } = await setUp({ item: "unlocked", override: () => "silence" });
  const call = failure(store.get("a"));
  await until(() => members(bus).includes("SearchItems"));
  await store.close?.();
  expect(await call).toMatchObject({
    state: "unavailable",
    message: "The key store was closed during the call.",
  });
  await bus.allClosed();
  expect(clock.pending).toBe(0);
  bus.service.override = () => undefined;
  // The second time nothing waited for the connection that was closed.
  for (const _ of ["once", "twice"]) {
    expect(await store.get("a")).toBe("the value");
    await store.close?.();
    await bus.allClosed();
  }
});

test.each(["locked", "hidden"] as const)(
  "an item that is %s: the person is asked, and the value comes",
  async (item) => {
    const { bus, store } = await setUp({ item });
    expect(await store.get("a")).toBe("the value");
    expect(members(bus)).toContain("Prompt");
    await store.close?.();
  },
);

test("a keychain that unlocks without asking is not asked for a prompt", async () => {
  const { bus, store } = await setUp({ item: "locked", prompt: "not needed" });
  expect(await store.get("a")).toBe("the value");
  expect(members(bus)).not.toContain("Prompt");
  await store.close?.();
});

test("a locked default collection is unlocked before something is stored, and a locked item before it is deleted", async () => {
  const { bus, store } = await setUp({ item: "locked" });
  await store.set("a", "new");
  expect(bus.service).toMatchObject({ item: "unlocked", value: "new" });
  bus.service.item = "locked";
  expect(await store.delete("a")).toBe(true);
  expect(bus.service.item).toBe("none");
  expect(members(bus).filter((member) => member === "Prompt")).toHaveLength(2);
  await store.close?.();
});

test("every copy is deleted, also one in a keychain that was locked", async () => {
  const { bus, store } = await setUp({
    item: "unlocked",
    override: ({ member }) =>
      member === "SearchItems" ? { signature: "aoao", body: [["/item"], ["/locked"]] } : undefined,
  });
  expect(await store.delete("a")).toBe(true);
  const deleted = bus.calls.filter(({ member }) => member === "Delete").map(({ path }) => path);
  expect(deleted).toEqual(["/item", "/locked"]);
  expect(members(bus).indexOf("Unlock")).toBeLessThan(members(bus).indexOf("Delete"));
  await store.close?.();
});

const GNOME = ["org.gnome.keyring"];
test.each([
  ["denied", "the person dismisses the prompt of another keychain", []],
  [
    "denied",
    "the person dismisses the prompt of gnome-keyring",
    [...GNOME, "org.gnome.keyring.SystemPrompter"],
  ],
  ["locked", "gnome-keyring had nothing to show a prompt with", GNOME],
])("%s: %s", async (state, _, owners) => {
  const { store } = await setUp({ item: "locked", prompt: "dismisses", owners });
  for (const call of [store.get("a"), store.set("a", "value"), store.delete("a")])
    await expect(call).rejects.toMatchObject({ state });
  await store.close?.();
});

test("a prompt that nobody answers in time: locked, not frozen", async () => {
  const { bus, store, clock } = await setUp({
    item: "locked",
    prompt: "does nothing",
    override: ({ member, body }) =>
      member === "SearchItems" && JSON.stringify(body).includes('"unlocked"')
        ? { signature: "aoao", body: [["/item"], []] }
        : undefined,
  });
  const call = failure(store.get("a"));
  await until(() => members(bus).includes("Prompt"));
  // Answered behind the prompt's call, so that one has been answered too.
  expect(await store.get("unlocked")).toBe("the value");
  await clock.advance(4_000);
  expect(await call).toMatchObject({ state: "locked" });
  await bus.allClosed();
});
