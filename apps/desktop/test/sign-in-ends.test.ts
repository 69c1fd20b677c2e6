/** How a sign-in ends, and what the person is told then. */
import { describe, expect, it } from "vitest";
import { lockedKeyStore, POLICY, rehearse, USER } from "./support/rehearsal.ts";
import { FOR, requestIdOf, runSignIn } from "./support/run-sign-in.ts";

describe("a sign-in ends as", () => {
  it("expired says how long codes are valid", async () => {
    await using app = await rehearse();
    expect((await runSignIn(app)).end).toEqual({ state: "expired", reason: "time", minutes: 10 });
  });

  it("denied", async () => {
    await using app = await rehearse();
    const { end } = await runSignIn(app, (state) => {
      if (state.state === "code") app.mock.deny(state.userCode);
    });
    expect(end).toEqual({ state: "denied" });
  });

  it.each([
    [
      { status: 400, error: "access_denied", reason: "KMS_AccessDeniedException" },
      "KMS_AccessDeniedException",
    ],
    [{ status: 400, error: "invalid_request", reason: "KMS_DisabledException" }, "invalid_request"],
    [{ status: 400, error: "unsupported_grant_type" }, "unsupported_grant_type"],
    [{ status: 400, error: "unauthorized_client" }, "unauthorized_client"],
  ])(
    "blocked, with a reference for the administrator: %j while the person decides",
    async (refusal, reason) => {
      await using app = await rehearse();
      app.mock.faults.add({ operation: "CreateToken", kind: "error", ...refusal });
      const { end } = await runSignIn(app);
      expect(end).toEqual({ state: "blocked", reason, reference: requestIdOf(app, "CreateToken") });
      expect((end as { reference?: string }).reference).toEqual(expect.any(String));
    },
  );

  it.each(["unauthorized_client", "access_denied"])("blocked: %s before there is a code", async (error) => {
    await using app = await rehearse();
    app.mock.faults.add({
      operation: "StartDeviceAuthorization",
      kind: "error",
      status: 400,
      error,
      times: 2,
    });
    expect((await runSignIn(app)).end).toEqual({
      state: "blocked",
      reason: error,
      reference: requestIdOf(app, "StartDeviceAuthorization"),
    });
  });

  it("wrong-account: the person is not assigned to the configured role; the sign-in is stored, and signing out starts anew", async () => {
    await using app = await rehearse();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoRoleName: "Another" });
    const { end } = await runSignIn(app, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(end).toEqual({ state: "wrong-account", ...FOR, roleName: "Another" });
    const services = await app.services();
    expect((await services.store.read()).status).toBe("found");
    await services.keeper.end();
    expect((await app.start()).screen).toMatchObject({ name: "sign-in", reason: "first-use" });
    expect(app.mock.requests({ operation: "GetRoleCredentials" })).toEqual([]);
  });

  it("wrong-account: the person may not see the account at all", async () => {
    await using app = await rehearse();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoAccountId: "999999999999" });
    const { end } = await runSignIn(app, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(end).toEqual({ state: "wrong-account", ...FOR, accountId: "999999999999" });
  });

  it.each([
    ["an outage", { kind: "error", status: 503, error: "ServiceUnavailableException", times: Infinity }],
    ["a dead connection", { kind: "reset", times: Infinity }],
    ["a token that is refused already", { kind: "error", status: 401, error: "UnauthorizedException" }],
    ["a proxy's 403", { kind: "html", status: 403 }],
    ["an answer without a list", { kind: "malformed", body: "{}" }],
  ] as const)(
    "success, unchecked: %s at the check of the assignment does not fail the sign-in",
    async (_, fault) => {
      await using app = await rehearse();
      app.mock.faults.add({ operation: "ListAccountRoles", ...fault });
      const { end } = await runSignIn(app, (state) => {
        if (state.state === "code") app.mock.approve(state.userCode, USER);
      });
      expect(end).toEqual({ state: "success", assignment: "unchecked", ...FOR });
      expect((await (await app.services()).store.read()).status).toBe("found");
    },
  );

  it("config-error: a start URL that Identity Center does not know, with the request id", async () => {
    await using app = await rehearse();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoStartUrl: "https://another.awsapps.com/start" });
    expect((await runSignIn(app)).end).toEqual({
      state: "config-error",
      reason: "start-url-refused",
      requestId: requestIdOf(app, "StartDeviceAuthorization"),
    });
  });

  it("config-error: an address that is not AWS's", async () => {
    await using app = await rehearse();
    const { endpoints } = app.settings;
    if (endpoints === undefined) throw new Error("a rehearsal has endpoints");
    const { end } = await runSignIn(app, undefined, { endpoints: { ...endpoints, verificationOrigins: [] } });
    expect(end).toEqual({ state: "config-error", reason: "address-refused" });
  });

  it.each(["RegisterClient", "StartDeviceAuthorization"] as const)(
    "server-error: %s fails three times; two failures are survived",
    async (operation) => {
      await using app = await rehearse();
      app.mock.faults.add({ operation, kind: "error", status: 500, error: "server_error", times: 3 });
      expect((await runSignIn(app)).end).toEqual({
        state: "server-error",
        attempts: 3,
        message: expect.stringContaining(operation),
        requestId: app.mock.requests({ operation }).at(-1)?.requestId,
      });
      app.mock.faults.add({ operation, kind: "reset", times: 2 });
      const { states } = await runSignIn(app);
      expect(states.map(({ state }) => state)).toContain("code");
    },
  );

  it("keychain: signed in for this run, and what to do", async () => {
    await using app = await rehearse();
    const { end } = await runSignIn(
      app,
      (state) => {
        if (state.state === "code") app.mock.approve(state.userCode, USER);
      },
      { keyStore: lockedKeyStore },
    );
    expect(end).toEqual({
      state: "keychain",
      keychain: "locked",
      message: expect.stringContaining("Unlock"),
      ...FOR,
    });
  });

  it("no state ever holds a secret, a token least of all", async () => {
    await using app = await rehearse();
    const { states } = await runSignIn(app, (state, signIn) => {
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "waiting") app.mock.approve(state.userCode, USER);
    });
    const shown = JSON.stringify(states);
    const secrets = app.mock.issuedSecrets();
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });
});
