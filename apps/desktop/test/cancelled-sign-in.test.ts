/** A cancelled sign-in is over at once, forgets its device code, and leaves no request, timer or listener. */
import { getEventListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { CallOptions } from "@latchkey/oidc-device-flow";
import type { Fault } from "@latchkey/mock-identity-center";
import { describe, expect, it } from "vitest";
import { systemClock } from "../src/main/clock.ts";
import type { SsoServices } from "../src/main/compose.ts";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { watchTimers } from "./support/timer-watch.ts";

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === "TCPSocketWrap").length;

/** The services with every signal that they are called with. */
function watchSignals(services: SsoServices): {
  readonly services: SsoServices;
  readonly signals: AbortSignal[];
} {
  const signals: AbortSignal[] = [];
  const watch = <Service extends object>(service: Service): Service =>
    new Proxy(service, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (request: unknown, options?: CallOptions): unknown => {
          if (options?.signal !== undefined) signals.push(options.signal);
          return Reflect.apply(method, target, [request, options]);
        };
      },
    });
  return { services: { ...services, flow: watch(services.flow), portal: watch(services.portal) }, signals };
}

const stall = (operation: Fault["operation"]): Fault => ({ operation, kind: "stall", times: Infinity });
const atState =
  (wanted: SignInState["state"]) =>
  (state: SignInState): boolean =>
    state.state === wanted;

interface Point {
  readonly fault?: Fault;
  /** The state to cancel in; else as soon as the fault holds a request. */
  readonly at?: (state: SignInState) => boolean;
  /** Opens the browser and approves, when the code is shown. */
  readonly person?: "opens" | "approves";
  readonly openExternal?: () => Promise<void>;
}

const points: Record<string, Point> = {
  "while it registers": { fault: stall("RegisterClient") },
  "while it asks for a code": { fault: stall("StartDeviceAuthorization") },
  "in starting": { at: atState("starting") },
  "in code": { at: atState("code") },
  "in waiting": { at: atState("waiting"), person: "opens" },
  "in browser-failed": {
    at: atState("browser-failed"),
    person: "opens",
    openExternal: () => Promise.reject(new Error("no browser")),
  },
  "in slow": { at: atState("slow"), person: "opens" },
  "in offline": {
    at: atState("offline"),
    fault: { operation: "CreateToken", kind: "reset", times: Infinity },
  },
  "in server-error": {
    at: atState("server-error"),
    fault: { operation: "CreateToken", kind: "error", status: 500, error: "server_error", times: Infinity },
  },
  "during a poll": { fault: stall("CreateToken") },
  "while it checks the assignment": { fault: stall("ListAccountRoles"), person: "approves" },
};

const servicesAt = (app: Rehearsal, { openExternal }: Point): Promise<SsoServices> =>
  app.services(openExternal === undefined ? {} : { openExternal });

interface Cancelled {
  readonly end: SignInState;
  /** The state right after the click. */
  readonly shownAtOnce: SignInState;
  readonly signals: readonly AbortSignal[];
}

/** Lets everything else go on until it holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

async function cancelAt(app: Rehearsal, services: SsoServices, point: Point): Promise<Cancelled> {
  const watched = watchSignals(services);
  const fault = point.fault === undefined ? undefined : app.mock.faults.add(point.fault);
  const signIn = app.signIn(watched.services, (state) => {
    if (state.state === "code" && point.person === "opens") void signIn.openBrowser();
    if (state.state === "code" && point.person === "approves") app.mock.approve(state.userCode, USER);
    if (point.at?.(state) === true) signIn.cancel();
  });
  let shownAtOnce: SignInState = { state: "cancelled" };
  const running = signIn.run();
  if (point.at === undefined) {
    await until(() => fault?.used !== 0);
    signIn.cancel();
    shownAtOnce = signIn.state;
  }
  return { end: await running, shownAtOnce, signals: watched.signals };
}

describe("a sign-in that is cancelled", () => {
  it.each(Object.keys(points))("%s: is over, stores nothing, and leaves nothing", async (name) => {
    await using app = await rehearse();
    using timers = watchTimers();
    const point = points[name] ?? {};
    const services = await servicesAt(app, point);
    const socketsAfter: number[] = [];
    for (const _ of ["first", "second", "third"]) {
      const { end, shownAtOnce, signals } = await cancelAt(app, services, point);
      expect([shownAtOnce, end]).toEqual([{ state: "cancelled" }, { state: "cancelled" }]);
      for (const signal of signals) expect(getEventListeners(signal, "abort")).toEqual([]);
      const asked = app.mock.lastRequest;
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
      expect(app.mock.lastRequest, "asks nothing more").toBe(asked);
      expect(timers.open()).toEqual([]);
      app.mock.faults.clear();
      socketsAfter.push(sockets());
    }
    // Idle connections are kept; a request that is still open would hold one more in each round.
    expect(socketsAfter[2]).toBeLessThanOrEqual(socketsAfter[0] ?? 0);
    expect((await (await app.services()).store.read()).status).toBe("absent");
  });

  it("while it waits for the next try or the next poll: the wait ends, too", async () => {
    await using app = await rehearse({ clock: systemClock() });
    using timers = watchTimers();
    const fault = app.mock.faults.add({ operation: "RegisterClient", kind: "reset" });
    for (const wanted of ["starting", "code"] as const) {
      const { services, signals } = watchSignals(await app.services());
      const shown = Promise.withResolvers<void>();
      const signIn = app.signIn(services, ({ state }) => {
        if (state === wanted) shown.resolve();
      });
      const running = signIn.run();
      await shown.promise;
      await until(() => fault.used > 0 && timers.open().length > 0);
      const cancelledAt = performance.now();
      signIn.cancel();
      expect(await running).toEqual({ state: "cancelled" });
      expect(performance.now() - cancelledAt, "not after the wait of a second").toBeLessThan(900);
      for (const signal of signals) expect(getEventListeners(signal, "abort")).toEqual([]);
      await setImmediate();
      expect(timers.open()).toEqual([]);
    }
  });

  it("before it began: asks nothing", async () => {
    await using app = await rehearse();
    const signIn = app.signIn(await app.services());
    signIn.cancel();
    expect(await signIn.run()).toEqual({ state: "cancelled" });
    expect(app.mock.requests()).toEqual([]);
  });

  it("after its end: stays what it was", async () => {
    await using app = await rehearse();
    const signIn = app.signIn(await app.services(), (state) => {
      if (state.state === "code") app.mock.deny(state.userCode);
    });
    await signIn.run();
    signIn.cancel();
    expect(signIn.state).toEqual({ state: "denied" });
  });

  it("when it is approved already: the tokens are not stored, and their session is ended", async () => {
    await using app = await rehearse();
    const point = points["while it checks the assignment"] ?? {};
    const { end } = await cancelAt(app, await servicesAt(app, point), point);
    expect(end).toEqual({ state: "cancelled" });
    expect(app.mock.sessions().map(({ status }) => status)).toEqual(["signed-out"]);
  });

  it("while it is being stored: is taken out again", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const store: typeof services.store = {
      ...services.store,
      async write(entry) {
        const written = await services.store.write(entry);
        signIn.cancel();
        return written;
      },
    };
    const signIn = app.signIn({ ...services, store }, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(await signIn.run()).toEqual({ state: "cancelled" });
    expect((await services.store.read()).status).toBe("absent");
  });

  it("while it is being stored over one that was kept: that one is kept, and can be used", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const kept = await services.store.read();
    app.clock.advance(1000);
    const store: typeof services.store = {
      ...services.store,
      async write(entry) {
        const written = await services.store.write(entry);
        signIn.cancel();
        return written;
      },
    };
    const signIn = app.signIn({ ...services, store }, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(await signIn.run()).toEqual({ state: "cancelled" });
    const read = await services.store.read();
    if (kept.status !== "found" || read.status !== "found") throw new Error(read.status);
    expect(read.signIn.tokens.expiresAt).toEqual(kept.signIn.tokens.expiresAt);
    expect((await mintCredentials(services)).status).toBe("issued");
  });

  it("forgets the device code: nothing reaches it any more", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    await using app = await rehearse();
    const services = await app.services();
    let code: WeakRef<object> | undefined;
    const flow = {
      ...services.flow,
      async startDeviceAuthorization(...request: Parameters<typeof services.flow.startDeviceAuthorization>) {
        const started = await services.flow.startDeviceAuthorization(...request);
        if (started.status === "started") code = new WeakRef(started.authorization.deviceCode);
        return started;
      },
    };
    const signIn = app.signIn({ ...services, flow }, (state) => {
      if (state.state === "code") signIn.cancel();
    });
    await signIn.run();
    expect(code).toBeDefined();
    for (let turn = 0; turn < 10 && code?.deref() !== undefined; turn += 1) {
      await setImmediate();
      collect();
    }
    expect(code?.deref()).toBeUndefined();
    expect(signIn.state).toEqual({ state: "cancelled" });
  });
});
