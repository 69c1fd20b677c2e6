/** Each signal of SSO-OIDC, and what becomes of the sign-in: one test per row of the map. */
import type { Fault } from "@latchkey/mock-identity-center";
import { describe, expect, it } from "vitest";
import { refusal, signInWithPolls } from "./support/polls.ts";
import { rehearse } from "./support/rehearsal.ts";

const HOUR = 3_600_000;

/** What the mock's settings say about the time between polls. */
const INTERVAL = 1;

describe("the poll", () => {
  it("E: authorization_pending → waits the interval", async () => {
    await using app = await rehearse();
    const { end, waits } = await signInWithPolls(app, 3);
    expect(end.state).toBe("success");
    expect(waits).toEqual([INTERVAL, INTERVAL, INTERVAL]);
  });

  it("E: slow_down → five seconds more for good, and again five more", async () => {
    await using app = await rehearse();
    app.mock.faults.add(refusal("CreateToken", 400, "slow_down", 2));
    const { end, waits } = await signInWithPolls(app, 3);
    expect(end.state).toBe("success");
    expect(waits).toEqual([INTERVAL + 5, INTERVAL + 10, INTERVAL + 10]);
  });

  it.each([
    ["expired_token", { state: "expired", reason: "time", minutes: 10 }],
    ["access_denied", { state: "denied" }],
    ["invalid_grant", { state: "expired", reason: "code-rejected", minutes: 10 }],
  ])("E: %s → %j, and nothing is asked or stored any more", async (error, state) => {
    await using app = await rehearse();
    app.mock.faults.add(refusal("CreateToken", 400, error));
    const services = await app.services();
    expect(await app.signIn(services).run()).toEqual(state);
    expect(app.mock.requests({ operation: "CreateToken" })).toHaveLength(1);
    expect((await services.store.read()).status).toBe("absent");
  });

  it("E: the local deadline → expired, without Identity Center's word", async () => {
    await using app = await rehearse();
    app.mock.faults.add({ operation: "CreateToken", kind: "reset", times: Infinity });
    expect(await app.signIn(await app.services()).run()).toMatchObject({ state: "expired", reason: "time" });
    expect(app.mock.requests({ operation: "CreateToken", error: "expired_token" })).toEqual([]);
  });

  it("E: access_denied with a KMS reason → blocked, for the administrator", async () => {
    await using app = await rehearse();
    app.mock.faults.add({
      ...refusal("CreateToken", 400, "access_denied"),
      reason: "KMS_AccessDeniedException",
    } as Fault);
    expect(await app.signIn(await app.services()).run()).toMatchObject({
      state: "blocked",
      reason: "KMS_AccessDeniedException",
    });
  });

  it.each<[string, Fault]>([
    ["a lost connection", { operation: "CreateToken", kind: "reset", times: 4 }],
    ["half an answer", { operation: "CreateToken", kind: "truncate", bytes: 3, times: 4 }],
    ["a 500", refusal("CreateToken", 500, "server_error", 4)],
    ["a 429", refusal("CreateToken", 429, "TooManyRequestsException", 4)],
    ["a captive portal", { operation: "CreateToken", kind: "html", status: 200, times: 4 }],
    [
      "a redirect",
      {
        operation: "CreateToken",
        kind: "redirect",
        status: 302,
        location: "https://portal.example/",
        times: 4,
      },
    ],
  ])("E: %s → the same code, backing off, inside the deadline", async (_, fault) => {
    await using app = await rehearse();
    app.mock.faults.add(fault);
    const { end, waits } = await signInWithPolls(app, 4);
    expect(end.state).toBe("success");
    expect(app.mock.requests({ operation: "StartDeviceAuthorization" })).toHaveLength(1);
    // 2, 4, 8 and 16 s, of which chance takes off up to a half.
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(2 ** index);
      expect(wait).toBeLessThanOrEqual(2 ** (index + 1));
    }
  });
});

describe("any call to SSO-OIDC", () => {
  it("E: 401 invalid_client at the start → the registration is dropped, and made again once", async () => {
    await using app = await rehearse();
    await (await app.signInOnce()).store.remove();
    app.mock.faults.add(refusal("StartDeviceAuthorization", 401, "invalid_client"));
    await app.signInOnce();
    expect(app.mock.requests({ operation: "RegisterClient" })).toHaveLength(2);
  });

  it("E: 401 invalid_client at a refresh → the registration is dropped, and sign in", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR);
    app.mock.faults.add(refusal("CreateToken", 401, "invalid_client"));
    expect(await services.keeper.accessToken()).toEqual({
      status: "sign-in-needed",
      reason: "session-ended",
    });
    expect(await services.store.readRegistration()).toBeUndefined();
    expect((await services.store.read()).status).toBe("absent");
  });
});

describe("a refresh", () => {
  it("E: invalid_grant → sign in; the refresh token is dropped, and never presented again", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR);
    app.mock.faults.add(refusal("CreateToken", 400, "invalid_grant"));
    const since = app.mock.lastRequest;
    for (const reason of ["session-ended", "first-use"]) {
      expect(await services.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason });
    }
    expect(app.mock.requests({ since, operation: "CreateToken" })).toHaveLength(1);
  });

  it.each<[string, Fault]>([
    ["a 5xx", refusal("CreateToken", 503, "ServiceUnavailableException", Infinity)],
    ["a lost connection", { operation: "CreateToken", kind: "reset", times: Infinity }],
    ["a captive portal", { operation: "CreateToken", kind: "html", status: 511, times: Infinity }],
  ])("E: %s while the token is valid → the token, and no other try for a minute", async (_, fault) => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR - 200_000);
    const since = app.mock.lastRequest;
    const added = app.mock.faults.add(fault);
    for (const wait of [0, 30_000, 29_000]) {
      app.clock.advance(wait);
      expect(await services.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
    }
    expect(app.mock.requests({ since })).toHaveLength(1);
    added.remove();
    app.clock.advance(2_000);
    expect(await services.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  });

  it("E: a lost connection when the token has ended → unavailable, and the sign-in is kept", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.clock.advance(HOUR);
    app.mock.faults.add({ operation: "CreateToken", kind: "reset" });
    expect(await services.keeper.accessToken()).toMatchObject({ status: "unavailable" });
    expect(await services.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  });
});
