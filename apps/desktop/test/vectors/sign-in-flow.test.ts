/** The vectors of botocore's device fetcher, and others about a whole sign-in, against the mock. */
import { TokenVaultError } from "@latchkey/token-vault";
import { expect, it } from "vitest";
import { mintCredentials } from "../../src/main/session/mint-credentials.ts";
import type { SignInState } from "../../src/main/sign-in/sign-in-state.ts";
import { keeperRig, signInUntil, withSecondsLeft } from "../support/keeper-rig.ts";
import { POLICY, rehearse, USER } from "../support/rehearsal.ts";

it("F2: stores the registration and the sign-in, each with its end, under the start URL and region", async () => {
  await using app = await rehearse();
  const before = app.clock.now();
  const { store } = await app.signInOnce();
  const registration = await store.readRegistration();
  const read = await store.read();
  if (registration === undefined || read.status !== "found") throw new Error("both are stored");
  expect(registration.expiresAt.getTime()).toBeGreaterThan(before + 89 * 86_400_000);
  expect(read.signIn.clientId).toBe(registration.clientId);
  expect(read.signIn.tokens.refreshToken).toBeDefined();
  expect(read.signIn.tokens.expiresAt.getTime()).toBeGreaterThan(before + 3_500_000);
  app.writePolicy({ ...POLICY, inferenceBedrockSsoRegion: "eu-west-1" });
  expect((await (await app.services()).store.read()).status).toBe("absent");
});

it("F3: a stored registration is used, unchanged", async () => {
  await using app = await rehearse();
  const first = await app.signInOnce();
  const registration = await first.store.readRegistration();
  const second = await app.signInOnce();
  expect(app.mock.requests({ operation: "RegisterClient" })).toHaveLength(1);
  expect(await second.store.readRegistration()).toMatchObject({
    clientId: registration?.clientId,
    expiresAt: registration?.expiresAt,
  });
});

it("F4: a usable stored sign-in is used without a call", async () => {
  await using app = await rehearse();
  await app.signInOnce();
  const since = app.mock.lastRequest;
  expect((await app.start()).screen.name).toBe("cowork");
  expect(await (await app.services()).keeper.accessToken()).toMatchObject({ status: "usable" });
  expect(app.mock.requests({ since })).toEqual([]);
});

it("F9, K10: a sign-in asked for by the person makes a new token, whatever is stored", async () => {
  await using app = await rehearse();
  const first = await (await app.signInOnce()).store.read();
  app.clock.advance(1000);
  const second = await (await app.signInOnce()).store.read();
  if (first.status !== "found" || second.status !== "found") throw new Error("both are stored");
  expect(second.signIn.tokens.accessToken.reveal()).not.toBe(first.signIn.tokens.accessToken.reveal());
  expect(app.mock.requests({ operation: "CreateToken", status: 200 })).toHaveLength(2);
});

it("K10: the token step of a sign-in never takes a stored token", async () => {
  await using app = await rehearse();
  await app.signInOnce();
  const since = app.mock.lastRequest;
  await app.signInOnce();
  expect(app.mock.requests({ since, operation: "CreateToken", status: 200 })).toHaveLength(1);
});

it("A5: (ours: five minutes, and used when the refresh fails) 60 s left are refreshed first", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  const read = await services.store.read();
  if (read.status !== "found") throw new Error(read.status);
  app.clock.advance(read.signIn.tokens.expiresAt.getTime() - app.clock.now() - 60_000);
  expect(await services.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
});

it("A6: a refresh that returns no refresh token: the one that was presented is kept, and works again", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  app.mock.changeSettings({ refreshTokenRotation: "kept" });
  for (const round of ["first", "second"]) {
    app.clock.advance(3_600_000);
    const token = await services.keeper.accessToken();
    expect(token, round).toMatchObject({ status: "usable", refreshed: true });
  }
});

it("A8: the vault's lock is not to be had: the cause is named, and the sign-in is kept", async () => {
  using rig = await keeperRig();
  await withSecondsLeft(rig, -1);
  const locked = new TokenVaultError("VAULT_LOCKED", "Process 12 holds the lock.", {
    holder: { processId: 12, since: new Date(0) },
  });
  const keeper = rig.keeperWith({ store: { ...rig.store, exclusively: () => Promise.reject(locked) } });
  expect(await keeper.accessToken()).toEqual({ status: "unavailable", cause: locked });
  expect((await rig.store.read()).status).toBe("found");
});

it("P3: a stored token without a refresh token that has ended: sign in, and the portal is not asked", async () => {
  await using app = await rehearse();
  const services = await app.services();
  const { accessToken, expiresAt } = signInUntil(new Date(app.clock.now() - 1)).tokens;
  await services.store.write({ clientId: "client-1", tokens: { accessToken, expiresAt } });
  expect(await mintCredentials(services)).toEqual({ status: "sign-in-needed", reason: "session-ended" });
  expect(app.mock.requests()).toEqual([]);
});

it("P4: (ours: minted for each session, never stored) every session start asks, and gets credentials of its own", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  const [first, second] = [await mintCredentials(services), await mintCredentials(services)];
  if (first.status !== "issued" || second.status !== "issued") throw new Error("both are issued");
  expect(first.credentials.accessKeyId).not.toBe(second.credentials.accessKeyId);
  expect(app.mock.requests({ operation: "GetRoleCredentials" })).toHaveLength(2);
});

it("V3: an address on another of AWS's portal domains than the start URL is taken, and the person is told the host", async () => {
  await using app = await rehearse();
  const opened: string[] = [];
  const services = await app.services({ openExternal: async (uri) => void opened.push(uri) });
  const host = "ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com";
  const flow = {
    ...services.flow,
    async startDeviceAuthorization(...request: Parameters<typeof services.flow.startDeviceAuthorization>) {
      const result = await services.flow.startDeviceAuthorization(...request);
      if (result.status !== "started") return result;
      const { userCode } = result.authorization;
      const verificationUri = `https://${host}/#/device`;
      const verificationUriComplete = `${verificationUri}?user_code=${userCode}`;
      return {
        ...result,
        authorization: { ...result.authorization, verificationUri, verificationUriComplete },
      };
    },
  };
  const states: SignInState[] = [];
  const signIn = app.signIn({ ...services, flow }, (state) => {
    states.push(state);
    if (state.state === "code") void signIn.openBrowser();
    if (state.state === "waiting") app.mock.approve(state.userCode, USER);
  });
  expect((await signIn.run()).state).toBe("success");
  expect(states.find(({ state }) => state === "code")).toMatchObject({ verificationHost: host });
  expect(opened).toEqual([
    expect.stringMatching(
      /^https:\/\/ssoins-1234567890abcdef\.us-east-1\.portal\.amazonaws\.com\/#\/device\?user_code=/,
    ),
  ]);
});

it("V9: the portal answers 403: no access to this role, and the sign-in is kept", async () => {
  await using app = await rehearse();
  const services = await app.signInOnce();
  app.mock.faults.add({
    operation: "GetRoleCredentials",
    kind: "error",
    status: 403,
    error: "ForbiddenException",
  });
  expect(await mintCredentials(services)).toMatchObject({
    status: "not-assigned",
    requestId: expect.any(String),
  });
  expect((await services.store.read()).status).toBe("found");
  expect((await mintCredentials(services)).status).toBe("issued");
});
