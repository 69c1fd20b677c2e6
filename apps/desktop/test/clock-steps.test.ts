/** This machine's clock is set a day forward or back at the worst moments. Only its owner can mend it, so they are told. */
import { describe, expect, it } from "vitest";
import type { Clock } from "../src/main/clock.ts";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";
import { openFrom } from "./support/session-rig.ts";

const DAY = 86_400_000;

/** The app's clock, which somebody sets; Identity Center's goes on as before. */
interface SettableClock extends Clock {
  set(offsetMs: number): void;
}

function settable(clock: Clock): SettableClock {
  let offset = 0;
  return {
    now: () => clock.now() + offset,
    sleep: (ms, signal) => clock.sleep(ms, signal),
    set: (ms) => void (offset = ms),
  };
}

/** What a session start comes to here when nothing is wrong but the sandbox that a rehearsal does not have. */
const STARTED = { status: "sandbox-unavailable" };

const setUp = async (): Promise<{ app: Rehearsal; clock: SettableClock }> => {
  const app = await rehearse();
  return { app, clock: settable(app.clock) };
};

describe.each([
  ["forward", DAY, "ahead"],
  ["back", -DAY, "behind"],
] as const)("gap: clock step: a day %s", (_, step, direction) => {
  const SKEW = { minutes: 1440, direction };

  it("gap: clock step: before the sign-in: said before a code is shown; what is stored survives; mended, it works", async () => {
    const { app, clock } = await setUp();
    await using _app = app;
    await (await app.signInOnce()).store.removeRegistration();
    const services = await app.services({ clock });
    clock.set(step);
    const states: string[] = [];
    const onState = (state: SignInState): void => {
      states.push(state.state);
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    };
    expect(await app.signIn(services, onState).run()).toEqual({ state: "clock-skew", ...SKEW });
    expect(states).toEqual(["starting", "clock-skew"]);
    expect((await services.store.read()).status).toBe("found");
    clock.set(0);
    expect((await app.signIn(services, onState).run()).state).toBe("success");
    expect(app.mock.requests({ operation: "RegisterClient" })).toHaveLength(2);
  });

  it("gap: clock step: during polling: said, and never as a code that has expired", async () => {
    const { app, clock } = await setUp();
    await using _app = app;
    const states: string[] = [];
    const signIn = app.signIn(await app.services({ clock }), ({ state }) => {
      states.push(state);
      if (state === "code") clock.set(step);
    });
    expect(await signIn.run()).toEqual({ state: "clock-skew", ...SKEW });
    expect(states).toEqual(["starting", "code", "clock-skew"]);
  });

  it("gap: clock step: during polling, when the person has just approved: signed in", async () => {
    const { app, clock } = await setUp();
    await using _app = app;
    const services = await app.services({ clock });
    const signIn = app.signIn(services, (state) => {
      if (state.state !== "code") return;
      clock.set(step);
      app.mock.approve(state.userCode, USER);
    });
    expect((await signIn.run()).state).toBe("success");
    expect((await services.store.read()).status).toBe("found");
  });

  it("gap: clock step: between sign-in and session start: said; the sign-in survives, and works once the clock is mended", async () => {
    const { app, clock } = await setUp();
    await using _app = app;
    await app.signInOnce();
    const services = await app.services({ clock });
    clock.set(step);
    for (const _round of ["first", "second"]) {
      expect(await openFrom(services)).toEqual({ status: "clock-skew", ...SKEW });
    }
    expect((await services.store.read()).status).toBe("found");
    clock.set(0);
    expect(await openFrom(services)).toMatchObject(STARTED);
  });

  it("gap: clock step: between sign-in and session start, with an access token that has ended meanwhile: the same", async () => {
    const { app, clock } = await setUp();
    await using _app = app;
    await app.signInOnce();
    app.clock.advance(2 * 3_600_000);
    const services = await app.services({ clock });
    clock.set(step);
    expect(await openFrom(services)).toEqual({ status: "clock-skew", ...SKEW });
    expect((await services.store.read()).status).toBe("found");
    clock.set(0);
    expect(await openFrom(services)).toMatchObject(STARTED);
  });

  it.each(["request", "answer"])(
    "gap: clock step: during a session start, before the portal's %s is there",
    async (moment) => {
      const { app, clock } = await setUp();
      await using _app = app;
      await app.signInOnce();
      const services = await app.services({ clock });
      const portal = {
        ...services.portal,
        async getRoleCredentials(...request: Parameters<typeof services.portal.getRoleCredentials>) {
          if (moment === "request") clock.set(step);
          const result = await services.portal.getRoleCredentials(...request);
          clock.set(step);
          return result;
        },
      };
      // Set in time, it is seen in the answer. Set later, nothing is wrong with what was issued; the next start sees it.
      const expected = moment === "request" ? { status: "clock-skew", ...SKEW } : STARTED;
      expect(await openFrom({ ...services, portal })).toMatchObject(expected);
      expect(await openFrom(services)).toEqual({ status: "clock-skew", ...SKEW });
      expect((await services.store.read()).status).toBe("found");
    },
  );

  it("gap: clock step: the registration's end is judged by AWS's time: a day off never ends a sign-in", async () => {
    const { app, clock } = await setUp();
    await using _app = app;
    const services = await app.signInOnce();
    const registration = await services.store.readRegistration();
    if (registration === undefined) throw new Error("a sign-in stores its registration");
    await services.store.writeRegistration({
      ...registration,
      expiresAt: new Date(app.clock.now() + DAY / 2),
    });
    app.clock.advance(2 * 3_600_000);
    clock.set(step);
    const stepped = await app.services({ clock });
    expect((await mintCredentials(stepped)).status).toBe("issued");
    expect((await stepped.store.read()).status).toBe("found");
  });
});

describe("time that really passed", () => {
  it("gap: laptop sleep across expiry: of the code: it has expired, and Identity Center says so", async () => {
    await using app = await rehearse();
    const signIn = app.signIn(await app.services(), ({ state }) => {
      if (state === "code") app.clock.advance(DAY);
    });
    expect(await signIn.run()).toMatchObject({ state: "expired", reason: "time" });
    expect(app.mock.requests({ operation: "CreateToken", error: "expired_token" })).toHaveLength(1);
  });

  it("gap: laptop sleep across expiry: of the code, and offline afterwards: offline, then expired", async () => {
    await using app = await rehearse();
    app.mock.faults.add({ operation: "CreateToken", kind: "reset", times: Infinity });
    const states: string[] = [];
    const signIn = app.signIn(await app.services(), ({ state }) => {
      states.push(state);
      if (state === "code") app.clock.advance(DAY);
    });
    await signIn.run();
    expect(states).toEqual(["starting", "code", "offline", "expired"]);
  });

  it("gap: laptop sleep across expiry: of the access token, while the app runs: refreshed at the next session start", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: false });
    app.clock.advance(7 * 3_600_000);
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
  });

  it("gap: laptop sleep across expiry: of the portal session: sign in, because the session ended", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(9 * 3_600_000);
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  });
});
