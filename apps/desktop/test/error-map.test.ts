/** Each signal of Identity Center and its portal, and what becomes of the sign-in: one test per row of the map. */
import type { Fault } from "@latchkey/mock-identity-center";
import { RoleCredentialsError } from "@latchkey/role-credentials";
import { describe, expect, it } from "vitest";
import { mintCredentials } from "../src/main/session/mint-credentials.ts";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";

const HOUR = 3_600_000;

const refusal = (operation: Fault["operation"], status: number, error: string, times = 1): Fault => ({
  operation,
  kind: "error",
  status,
  error,
  times,
});

/** A sign-in that is approved when `approveAt` polls have come in. */
async function signInWithPolls(
  app: Rehearsal,
  approveAt: number,
): Promise<{ end: SignInState; waits: number[] }> {
  let code = "";
  const services = await app.services();
  const flow = {
    ...services.flow,
    pollForToken: (...[request, options]: Parameters<typeof services.flow.pollForToken>) =>
      services.flow.pollForToken(
        {
          ...request,
          onAttempt(attempt) {
            request.onAttempt?.(attempt);
            if (attempt.attempt === approveAt) app.mock.approve(code, USER);
          },
        },
        options,
      ),
  };
  const end = await app
    .signIn({ ...services, flow }, (state) => {
      if (state.state === "code") code = state.userCode;
    })
    .run();
  const polls = app.mock.requests({ operation: "CreateToken" }).map(({ time }) => time.getTime());
  return { end, waits: polls.slice(1).map((time, index) => Math.round((time - (polls[index] ?? 0)) / 1000)) };
}

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
    const { remove } = app.mock.faults.add(fault);
    for (const wait of [0, 30_000, 29_000]) {
      app.clock.advance(wait);
      expect(await services.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: false });
    }
    expect(app.mock.requests({ since })).toHaveLength(1);
    remove();
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

describe("the portal", () => {
  it("E: 401 → one forced refresh, and then the credentials", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 401, "UnauthorizedException"));
    expect(await mintCredentials(services)).toMatchObject({ status: "issued", refreshed: true });
  });

  it("E: 401 twice → sign in, and the sign-in is cleared", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 401, "UnauthorizedException", Infinity));
    const since = app.mock.lastRequest;
    expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
    const asked = app.mock.requests({ since }).map(({ operation }) => operation);
    expect(asked).toEqual(["GetRoleCredentials", "CreateToken", "GetRoleCredentials"]);
    expect((await services.store.read()).status).toBe("absent");
  });

  it("E: 401, and the refresh cannot be asked for → unavailable, and the sign-in is kept", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 401, "UnauthorizedException"));
    app.mock.faults.add({ operation: "CreateToken", kind: "reset" });
    expect(await mintCredentials(services)).toMatchObject({ status: "unavailable" });
    expect(await mintCredentials(services)).toMatchObject({ status: "issued" });
  });

  it.each([
    [403, "ForbiddenException"],
    [404, "ResourceNotFoundException"],
  ])(
    "E: %i → not assigned, with a reference; the sign-in is kept, and no refresh is tried",
    async (status, error) => {
      await using app = await rehearse();
      const services = await app.signInOnce();
      app.mock.faults.add(refusal("GetRoleCredentials", status, error));
      const since = app.mock.lastRequest;
      expect(await mintCredentials(services)).toEqual({
        status: "not-assigned",
        requestId: expect.any(String),
      });
      expect(app.mock.requests({ since })).toHaveLength(1);
      expect((await mintCredentials(services)).status).toBe("issued");
    },
  );

  it("E: 404 at a session start → what is assigned can be listed anew", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", 404, "ResourceNotFoundException"));
    await mintCredentials(services);
    const token = await services.keeper.accessToken();
    if (token.status !== "usable") throw new Error(token.status);
    const { accessToken } = token;
    const { accountId, roleName } = services.decision;
    const roles: string[] = [];
    for await (const role of services.portal.listAccountRoles({ accessToken, accountId }))
      roles.push(role.roleName);
    expect(roles).toContain(roleName);
  });

  it.each([429, 500, 503])("E: %i → unavailable, and the sign-in is kept", async (status) => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add(refusal("GetRoleCredentials", status, "TooManyRequestsException"));
    expect(await mintCredentials(services)).toMatchObject({
      status: "unavailable",
      cause: { code: "ROLE_CREDENTIALS_TRANSPORT", status },
    });
    expect((await mintCredentials(services)).status).toBe("issued");
  });

  it("E: 429 at the check of the assignment → backs off, and asks again", async () => {
    await using app = await rehearse();
    app.mock.faults.add(refusal("ListAccountRoles", 429, "TooManyRequestsException", 2));
    const { end } = await signInWithPolls(app, 1);
    expect(end).toMatchObject({ state: "success", assignment: "confirmed" });
    const [first, second, third] = app.mock
      .requests({ operation: "ListAccountRoles" })
      .map(({ time }) => time.getTime());
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(500);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it("E: 200 without roleCredentials → a protocol error with its request id; the sign-in is kept", async () => {
    await using app = await rehearse();
    const services = await app.signInOnce();
    app.mock.faults.add({ operation: "GetRoleCredentials", kind: "malformed", body: "{}" });
    const minted = await mintCredentials(services);
    if (minted.status !== "unavailable") throw new Error(minted.status);
    expect(minted.cause).toBeInstanceOf(RoleCredentialsError);
    expect(minted.cause).toMatchObject({
      code: "ROLE_CREDENTIALS_MALFORMED_RESPONSE",
      requestId: app.mock.requests({ operation: "GetRoleCredentials" }).at(-1)?.requestId,
    });
    expect((await mintCredentials(services)).status).toBe("issued");
  });
});
