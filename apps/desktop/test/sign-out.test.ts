import { setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import { createSignInKeeper } from "../src/main/sign-in/sign-in-keeper.ts";
import { lockedKeyStore, rehearse } from "./support/rehearsal.ts";

const HOUR = 3_600_000;

describe("signing out", () => {
  it("ends the portal session, and says how long the role credentials stay valid", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const minted = await mintCredentials(services);
    if (minted.status !== "issued") throw new Error("no credentials");
    expect(await services.keeper.end()).toEqual({
      portalSession: "ended",
      roleCredentialsUntil: minted.credentials.expiration,
    });
    expect((await services.store.read()).status).toBe("absent");
    expect(app.mock.sessions().map(({ status }) => status)).toEqual(["signed-out"]);
  });

  it("removes the sign-in also when the portal cannot be reached, and says what then stays valid", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const token = await services.keeper.accessToken();
    if (token.status !== "usable") throw new Error("no token");
    app.mock.faults.add({ operation: "Logout", kind: "reset", times: Infinity });
    expect(await services.keeper.end()).toEqual({
      portalSession: "may-go-on",
      accessTokenUntil: token.expiresAt,
    });
    expect((await services.store.read()).status).toBe("absent");
  });

  it("does not wait long for a portal that does not answer, and removes the sign-in before it asks", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const stalled = app.mock.faults.add({ operation: "Logout", kind: "stall" });
    // Only the bound of the logout is faked: the three seconds pass at once.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const ending = services.keeper.end();
      while (stalled.used === 0) await setImmediate();
      expect((await services.store.read()).status).toBe("absent");
      await vi.advanceTimersByTimeAsync(3_000);
      expect(await ending).toMatchObject({ portalSession: "may-go-on" });
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("names the last of several role credentials, and nothing that has ended; a token that has ended cannot end its session", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    const soon = new Date(app.clock.now() + 2 * HOUR);
    services.keeper.credentialsIssued(soon);
    services.keeper.credentialsIssued(new Date(app.clock.now() + HOUR));
    app.clock.advance(1.5 * HOUR);
    expect(await services.keeper.end()).toEqual({
      portalSession: "may-go-on",
      roleCredentialsUntil: soon,
    });
    app.clock.advance(HOUR);
    expect(await services.keeper.end()).toEqual({ portalSession: "none" });
  });

  it("removes the sign-in also when the keychain cannot be asked how long it lasts", async () => {
    await using app = await rehearse();
    await app.signInOnce();
    const locked = await app.services({ keyStore: lockedKeyStore });
    expect(await locked.keeper.end()).toEqual({ portalSession: "none" });
    expect((await (await app.services()).store.read()).status).toBe("absent");
  });

  it("ends the refresh that is under way, and does not wait for its answer", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR);
    const stalled = app.mock.faults.add({ operation: "CreateToken", kind: "stall" });
    const refreshing = services.keeper.accessToken();
    while (stalled.used === 0) await setImmediate();
    const endedAt = performance.now();
    await services.keeper.end();
    expect(await refreshing).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    // A removal that has to wait for the lock waits two seconds.
    expect(performance.now() - endedAt).toBeLessThan(1_800);
    expect((await services.store.read()).status).toBe("absent");
  });
});

describe("signing out in another window of the same folder", () => {
  it("wins over a refresh whose answer comes later", async () => {
    await using app = await rehearse();
    const [services, other] = [await app.signInOnce(), await app.services()];
    app.clock.advance(HOUR);
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const { flow } = services;
    const slow = {
      ...flow,
      refresh: async (...request: Parameters<typeof flow.refresh>) => {
        const result = await flow.refresh(...request);
        asked.resolve();
        await answer.promise;
        return result;
      },
    };
    const { store } = services;
    const { clock, log } = app.settings;
    const refreshing = createSignInKeeper({ flow: slow, store, clock, log }).accessToken();
    await asked.promise;
    // It waits two seconds for the other's lock, and then goes on.
    await other.keeper.end();
    answer.resolve();
    expect(await refreshing).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    expect((await other.store.read()).status).toBe("absent");
  });
});
