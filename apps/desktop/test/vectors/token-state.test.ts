/** The token vectors of botocore, on a stored sign-in. */
import { secret } from "@latchkey/secret";
import { expectSecret } from "@latchkey/test-kit";
import { expect, it } from "vitest";
import {
  CLIENT_ID,
  keeperRig,
  OWNER,
  refreshed,
  registrationUntil,
  signInUntil,
} from "../support/keeper-rig.ts";

const at = (time: string): Date => new Date(`2021-12-25T${time}:00Z`);
const NEXT_YEAR = new Date("2022-12-25T00:00:00Z");
const signInKey = { ...OWNER, kind: "sign-in" as const };
const ENDED = { status: "sign-in-needed", reason: "session-ended" };

it("T1: a whole sign-in that lasts for hours is used, and nobody is asked", async () => {
  using rig = await keeperRig();
  await rig.store.write(signInUntil(at("21:30")));
  await rig.store.writeRegistration(registrationUntil(NEXT_YEAR));
  expect(await rig.keeper.accessToken()).toMatchObject({
    status: "usable",
    expiresAt: at("21:30"),
    refreshed: false,
  });
  expect(rig.refreshes).toEqual([]);
});

it("T2: an access token alone is used for as long as it lasts", async () => {
  using rig = await keeperRig();
  await rig.vault.put(signInKey, {
    secrets: { accessToken: secret("access-1") },
    metadata: { clientId: CLIENT_ID, expiresAt: at("21:30").toISOString() },
  });
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", expiresAt: at("21:30") });
});

it("T3: an access token alone that has ended: sign in, and nobody is asked", async () => {
  using rig = await keeperRig();
  const { accessToken } = signInUntil(at("13:00")).tokens;
  await rig.store.write({ clientId: CLIENT_ID, tokens: { accessToken, expiresAt: at("13:00") } });
  expect(await rig.keeper.accessToken()).toEqual(ENDED);
  expect(rig.refreshes).toEqual([]);
  expect((await rig.store.read()).status).toBe("absent");
});

it("T4: a record without its end is unreadable, and leads to a sign-in", async () => {
  using rig = await keeperRig();
  await rig.vault.put(signInKey, {
    secrets: { accessToken: secret("access-1") },
    metadata: { clientId: CLIENT_ID },
  });
  expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "unreadable" });
});

it("T5: a record without its access token is unreadable, and leads to a sign-in", async () => {
  using rig = await keeperRig();
  await rig.vault.put(signInKey, {
    secrets: { refreshToken: secret("refresh-1") },
    metadata: { clientId: CLIENT_ID, expiresAt: at("21:30").toISOString() },
  });
  expect(await rig.keeper.accessToken()).toEqual({ status: "sign-in-needed", reason: "unreadable" });
});

it("T6: an ended token is refreshed with the stored client, and everything new is stored", async () => {
  using rig = await keeperRig();
  await rig.store.write(signInUntil(at("13:00")));
  await rig.store.writeRegistration(registrationUntil(NEXT_YEAR));
  rig.answer(() => Promise.resolve(refreshed(rig)));
  const token = await rig.keeper.accessToken();
  expect(token).toMatchObject({ status: "usable", expiresAt: at("21:30"), refreshed: true });

  const [request] = rig.refreshes;
  expect(request?.registration).toMatchObject({ clientId: CLIENT_ID, expiresAt: NEXT_YEAR });
  expectSecret(request?.registration.clientSecret, "client-secret-1");
  expectSecret(request?.refreshToken, "refresh-1");
  const read = await rig.store.read();
  if (read.status !== "found") throw new Error(read.status);
  expectSecret(read.signIn.tokens.accessToken, "access-2");
  expectSecret(read.signIn.tokens.refreshToken, "refresh-2");
  expect(read.signIn).toMatchObject({ clientId: CLIENT_ID, tokens: { expiresAt: at("21:30") } });
  expect(await rig.store.readRegistration()).toMatchObject({ clientId: CLIENT_ID, expiresAt: NEXT_YEAR });
});

it("T7: (ours: the old one is kept) an answer without a refresh token leaves the one that was presented", async () => {
  using rig = await keeperRig();
  await rig.store.write(signInUntil(at("13:00")));
  await rig.store.writeRegistration(registrationUntil(NEXT_YEAR));
  // What oidc-device-flow makes of such an answer; A6 has the same over HTTP.
  rig.answer(({ refreshToken }) => {
    const tokens = { accessToken: secret("access-2"), refreshToken, expiresAt: at("21:30") };
    return Promise.resolve({ status: "refreshed", tokens });
  });
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
  const read = await rig.store.read();
  if (read.status !== "found") throw new Error(read.status);
  expectSecret(read.signIn.tokens.accessToken, "access-2");
  expectSecret(read.signIn.tokens.refreshToken, "refresh-1");
});

it("T8: token and registration ended long ago: sign in, and nobody is asked", async () => {
  using rig = await keeperRig();
  await rig.store.write(signInUntil(new Date("2021-10-25T00:00:00Z")));
  await rig.store.writeRegistration(registrationUntil(new Date("2021-11-25T00:00:00Z")));
  expect(await rig.keeper.accessToken()).toEqual(ENDED);
  expect(rig.refreshes).toEqual([]);
});

it("a registration that ended within two days is presented all the same: only Identity Center's clock is sure", async () => {
  using rig = await keeperRig();
  await rig.store.write(signInUntil(at("13:00")));
  await rig.store.writeRegistration(registrationUntil(new Date(rig.clock.now() - 86_400_000)));
  rig.answer(() => Promise.resolve(refreshed(rig)));
  expect(await rig.keeper.accessToken()).toMatchObject({ status: "usable", refreshed: true });
});
