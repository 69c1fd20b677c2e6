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

const DEVICE_PAGE = "https://device.sso.us-east-1.amazonaws.com/";
const OTHER_DOMAIN = "https://ssoins-1234567890abcdef.us-east-1.portal.amazonaws.com/#/device";

/** Signs in with addresses of Identity Center's choice, and opens the browser once. */
async function signInAt(
  verificationUri: string,
  complete: (userCode: string) => string | undefined,
): Promise<{
  readonly opened: readonly string[];
  readonly code: SignInState | undefined;
  readonly end: string;
}> {
  await using app = await rehearse();
  const opened: string[] = [];
  const services = await app.services({ openExternal: async (uri) => void opened.push(uri) });
  const flow = {
    ...services.flow,
    async startDeviceAuthorization(...request: Parameters<typeof services.flow.startDeviceAuthorization>) {
      const result = await services.flow.startDeviceAuthorization(...request);
      if (result.status !== "started") return result;
      const { verificationUriComplete: _, ...authorization } = result.authorization;
      const link = complete(authorization.userCode);
      const withLink = link === undefined ? {} : { verificationUriComplete: link };
      return { ...result, authorization: { ...authorization, verificationUri, ...withLink } };
    },
  };
  const states: SignInState[] = [];
  const signIn = app.signIn({ ...services, flow }, (state) => {
    states.push(state);
    if (state.state === "code") void signIn.openBrowser();
    if (state.state === "waiting") app.mock.approve(state.userCode, USER);
  });
  const end = await signIn.run();
  return { opened, code: states.find(({ state }) => state === "code"), end: end.state };
}

it.each([
  ["V1: the classic link", DEVICE_PAGE, (code: string) => `${DEVICE_PAGE}?user_code=${code}`],
  [
    "V2: a link with the code in its fragment",
    "https://acme.awsapps.com/start/#/device",
    (code: string) => `https://acme.awsapps.com/start/#/device?user_code=${code}`,
  ],
  [
    "V3: a link on another of AWS's portal domains than the start URL",
    OTHER_DOMAIN,
    (code: string) => `${OTHER_DOMAIN}?user_code=${code}`,
  ],
])("%s is opened once and unchanged, and the person is told its host", async (_, plain, complete) => {
  const { opened, code, end } = await signInAt(plain, complete);
  const userCode = code !== undefined && "userCode" in code ? code.userCode : "none";
  expect([opened, end]).toEqual([[complete(userCode)], "success"]);
  expect(code).toMatchObject({ verificationHost: new URL(plain).host });
});

it.each([
  ["V4: a link that is no https link of AWS's", () => "file:///etc/passwd"],
  ["V4: a link on a look-alike host", (code: string) => `https://evil-awsapps.com/?user_code=${code}`],
  ["V5: a link with another code", () => `${DEVICE_PAGE}?user_code=EVIL-CODE`],
  ["V6: no link", () => undefined],
])("%s is never opened: the plain address and the code are shown and used", async (_, complete) => {
  const { opened, code, end } = await signInAt(DEVICE_PAGE, complete);
  expect([opened, end]).toEqual([[DEVICE_PAGE], "success"]);
  expect(code).toMatchObject({
    userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/),
    verificationHost: "device.sso.us-east-1.amazonaws.com",
  });
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
