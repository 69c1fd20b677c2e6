/** Every state of the sign-in page, as the core reaches it. */
import { describe, expect, it } from "vitest";
import { composeDeviceSignIn } from "../src/main/compose.ts";
import { offerFor } from "../src/main/sign-in/sign-in-state.ts";
import type { SignInState } from "../src/main/sign-in/sign-in-state.ts";
import { lockedKeyStore, POLICY, rehearse, USER } from "./support/rehearsal.ts";
import type { Rehearsal } from "./support/rehearsal.ts";

/** The page's table of states, without `safety`, which is no state: its text stands under every shown code. */
const STATES = [
  "idle", "starting", "code", "waiting", "browser-failed", "slow", "offline", "expired", "denied", "blocked",
  "wrong-account", "config-error", "server-error", "clock-skew", "keychain", "success", "session-expired", "cancelled",
] as const satisfies readonly SignInState["state"][]; // prettier-ignore

type Missing = Exclude<SignInState["state"], (typeof STATES)[number]>;

const FOR = {
  accountId: POLICY.inferenceBedrockSsoAccountId,
  roleName: POLICY.inferenceBedrockSsoRoleName,
};
const CODE = {
  userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
  verificationUri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/device\?user_code=/),
  verificationHost: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
  expiresAt: expect.any(Date),
};

const requestIdOf = (
  app: Rehearsal,
  operation: "CreateToken" | "StartDeviceAuthorization",
): string | undefined => app.mock.requests({ operation }).at(-1)?.requestId;

/** Runs a sign-in to its end, and everything that it showed on the way. */
async function run(
  app: Rehearsal,
  react: (state: SignInState, signIn: ReturnType<Rehearsal["signIn"]>) => void = () => undefined,
  changes: Parameters<Rehearsal["services"]>[0] = {},
): Promise<{ readonly end: SignInState; readonly states: readonly SignInState[] }> {
  const states: SignInState[] = [];
  const signIn = app.signIn(await app.services(changes), (state) => {
    states.push(state);
    react(state, signIn);
  });
  return { end: await signIn.run(), states };
}

it("the set of states is the page's table, and nothing else", () => {
  const complete: [Missing] extends [never] ? true : Missing = true;
  expect(complete).toBe(true);
  expect(STATES).toHaveLength(18);
});

describe("before the click", () => {
  it.each(["first-use", "configuration-changed", "unreadable"] as const)("idle: %s", (reason) => {
    expect(offerFor(reason)).toEqual({ state: "idle", reason });
  });

  it("session-expired: a sign-in was there, and has ended", async () => {
    await using app = await rehearse();
    const services = await app.services();
    const signIn = composeDeviceSignIn(services, "session-ended", () => undefined);
    expect(signIn.state).toEqual({ state: "session-expired" });
    expect(app.mock.requests()).toEqual([]);
  });
});

describe("on the way", () => {
  it("starting names the region; code has what a person compares; success names account and role", async () => {
    await using app = await rehearse();
    const { end, states } = await run(app, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(states).toEqual([
      { state: "starting", region: "us-east-1" },
      { state: "code", ...CODE },
      { state: "success", assignment: "confirmed", ...FOR },
    ]);
    expect(end).toBe(states.at(-1));
  });

  it("waiting after the browser opened, slow two minutes after that, and waiting again when it is opened again", async () => {
    await using app = await rehearse();
    let slowAfter = 0;
    let openedAt = 0;
    const { end, states } = await run(app, (state, signIn) => {
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "waiting" && openedAt === 0) openedAt = app.clock.now();
      if (state.state === "slow") {
        slowAfter = app.clock.now() - openedAt;
        void signIn.openBrowser().then(() => app.mock.approve(state.userCode, USER));
      }
    });
    expect(states.map(({ state }) => state)).toEqual([
      "starting",
      "code",
      "waiting",
      "slow",
      "waiting",
      "success",
    ]);
    expect(slowAfter).toBeGreaterThanOrEqual(120_000);
    expect(slowAfter).toBeLessThan(130_000);
    expect(end.state).toBe("success");
  });

  it("a code that nobody took to a browser is never slow", async () => {
    await using app = await rehearse();
    const { states } = await run(app);
    expect(states.map(({ state }) => state)).toEqual(["starting", "code", "expired"]);
  });

  it("browser-failed has the address to open by hand", async () => {
    await using app = await rehearse();
    const { states } = await run(
      app,
      (state, signIn) => {
        if (state.state === "code") void signIn.openBrowser();
        if (state.state === "browser-failed") app.mock.approve(state.userCode, USER);
      },
      { openExternal: () => Promise.reject(new Error("no browser")) },
    );
    expect(states[2]).toEqual({ state: "browser-failed", ...CODE });
  });

  it("offline while nothing answers, with the code and how long it is good; then what was shown before", async () => {
    await using app = await rehearse();
    app.mock.faults.add({ operation: "CreateToken", kind: "reset", times: 3 });
    const { states } = await run(app, (state, signIn) => {
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "offline") app.mock.approve(state.userCode, USER);
    });
    expect(states.map(({ state }) => state)).toEqual(["starting", "code", "waiting", "offline", "success"]);
    expect(states[3]).toEqual({ state: "offline", ...CODE });
  });

  it("a proxy's page is no answer of Identity Center: offline", async () => {
    await using app = await rehearse();
    app.mock.faults.add({ operation: "CreateToken", kind: "html", status: 502 });
    const { states } = await run(app, (state) => {
      if (state.state === "offline") app.mock.approve(state.userCode, USER);
    });
    expect(states.map(({ state }) => state)).toEqual(["starting", "code", "offline", "success"]);
  });

  it("server-error with the tries while Identity Center itself fails; the code stays, and a pending answer ends it", async () => {
    await using app = await rehearse();
    app.mock.faults.add({
      operation: "CreateToken",
      kind: "error",
      status: 500,
      error: "server_error",
      times: 2,
    });
    const { states } = await run(app, (state) => {
      if (state.state === "code" && app.mock.requests({ operation: "CreateToken" }).length > 2) {
        app.mock.approve(state.userCode, USER);
      }
    });
    expect(states.map(({ state }) => state)).toEqual([
      "starting",
      "code",
      "server-error",
      "server-error",
      "code",
      "success",
    ]);
    expect(states[3]).toEqual({ state: "server-error", attempts: 2, ...CODE });
  });
});

describe("at the end", () => {
  it("expired says how long codes are valid", async () => {
    await using app = await rehearse();
    expect((await run(app)).end).toEqual({ state: "expired", reason: "time", minutes: 10 });
  });

  it("denied", async () => {
    await using app = await rehearse();
    const { end } = await run(app, (state) => {
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
      const { end } = await run(app);
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
    expect((await run(app)).end).toEqual({
      state: "blocked",
      reason: error,
      reference: requestIdOf(app, "StartDeviceAuthorization"),
    });
  });

  it("wrong-account: the person is not assigned to the configured role; the sign-in is stored, and signing out starts anew", async () => {
    await using app = await rehearse();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoRoleName: "Another" });
    const { end } = await run(app, (state) => {
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
    const { end } = await run(app, (state) => {
      if (state.state === "code") app.mock.approve(state.userCode, USER);
    });
    expect(end).toEqual({ state: "wrong-account", ...FOR, accountId: "999999999999" });
  });

  it.each([
    ["an outage", { kind: "error", status: 503, error: "ServiceUnavailableException", times: Infinity }],
    ["a dead connection", { kind: "reset", times: Infinity }],
    ["a token that is refused already", { kind: "error", status: 401, error: "UnauthorizedException" }],
    ["an answer without a list", { kind: "malformed", body: "{}" }],
  ] as const)(
    "success, unchecked: %s at the check of the assignment does not fail the sign-in",
    async (_, fault) => {
      await using app = await rehearse();
      app.mock.faults.add({ operation: "ListAccountRoles", ...fault });
      const { end } = await run(app, (state) => {
        if (state.state === "code") app.mock.approve(state.userCode, USER);
      });
      expect(end).toEqual({ state: "success", assignment: "unchecked", ...FOR });
      expect((await (await app.services()).store.read()).status).toBe("found");
    },
  );

  it("config-error: a start URL that Identity Center does not know, with the request id", async () => {
    await using app = await rehearse();
    app.writePolicy({ ...POLICY, inferenceBedrockSsoStartUrl: "https://another.awsapps.com/start" });
    expect((await run(app)).end).toEqual({
      state: "config-error",
      reason: "start-url-refused",
      requestId: requestIdOf(app, "StartDeviceAuthorization"),
    });
  });

  it("config-error: an address that is not AWS's", async () => {
    await using app = await rehearse();
    const { endpoints } = app.settings;
    if (endpoints === undefined) throw new Error("a rehearsal has endpoints");
    const { end } = await run(app, undefined, { endpoints: { ...endpoints, verificationOrigins: [] } });
    expect(end).toEqual({ state: "config-error", reason: "address-refused" });
  });

  it.each(["RegisterClient", "StartDeviceAuthorization"] as const)(
    "server-error: %s fails three times; two failures are survived",
    async (operation) => {
      await using app = await rehearse();
      app.mock.faults.add({ operation, kind: "error", status: 500, error: "server_error", times: 3 });
      expect((await run(app)).end).toEqual({
        state: "server-error",
        attempts: 3,
        message: expect.stringContaining(operation),
        requestId: app.mock.requests({ operation }).at(-1)?.requestId,
      });
      app.mock.faults.add({ operation, kind: "reset", times: 2 });
      const { states } = await run(app);
      expect(states.map(({ state }) => state)).toContain("code");
    },
  );

  it("keychain: signed in for this run, and what to do", async () => {
    await using app = await rehearse();
    const { end } = await run(
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
    const { states } = await run(app, (state, signIn) => {
      if (state.state === "code") void signIn.openBrowser();
      if (state.state === "waiting") app.mock.approve(state.userCode, USER);
    });
    const shown = JSON.stringify(states);
    const secrets = app.mock.issuedSecrets();
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  });
});
