/** The refresh grant: who gets a refresh token, rotation, single use, and what ends it. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import { deviceCodeGrant, startRig } from "../support/rig.ts";

test("without scopes there is no refresh token and the access token lasts 8 h, whatever the settings say", async () => {
  await using rig = await startRig({
    seed: { ...defaultSeed, settings: { sessionDurationSeconds: 86_400 } },
  });
  const client = await rig.register({ scopes: undefined });
  const tokens = await rig.signIn("ada.lovelace", client);
  expect(tokens).not.toHaveProperty("refreshToken");
  expect(tokens).toHaveProperty("expiresIn", 28_800);
});

test("the old scope sso-portal:* counts as none", async () => {
  await using rig = await startRig();
  const tokens = await rig.signIn("ada.lovelace", await rig.register({ scopes: ["sso-portal:*"] }));
  expect(tokens).not.toHaveProperty("refreshToken");
  expect(tokens).toHaveProperty("expiresIn", 28_800);
});

test("with scopes but without the refresh grant there is no refresh token", async () => {
  await using rig = await startRig();
  const client = await rig.register({ grantTypes: [deviceCodeGrant] });
  expect(await rig.signIn("ada.lovelace", client)).not.toHaveProperty("refreshToken");
});

test("a refresh gives a new access token and a new refresh token", async () => {
  await using rig = await startRig();
  const { client, accessToken, refreshToken } = await rig.signIn();
  const { status, json } = await rig.refresh(client, refreshToken);
  expect(status).toBe(200);
  expect(json).toMatchObject({ expiresIn: 3600, tokenType: "Bearer" });
  expect(json["accessToken"]).not.toBe(accessToken);
  expect(json["refreshToken"]).not.toBe(refreshToken);
});

test("a refresh token works once; its successor still works", async () => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  const second = String((await rig.refresh(client, refreshToken)).json["refreshToken"]);
  const reuse = await rig.refresh(client, refreshToken);
  expect(reuse.status).toBe(400);
  expect(reuse.text).toBe('{"error":"invalid_grant","error_description":"Invalid refresh token provided"}');
  expect((await rig.refresh(client, second)).status).toBe(200);
});

test("refreshTokenReuse accepted lets an old refresh token work again", async () => {
  await using rig = await startRig({ seed: { ...defaultSeed, settings: { refreshTokenReuse: "accepted" } } });
  const { client, refreshToken } = await rig.signIn();
  await rig.refresh(client, refreshToken);
  expect((await rig.refresh(client, refreshToken)).status).toBe(200);
});

test("another client cannot use a refresh token, and its attempt does not spend it", async () => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  expect((await rig.refresh(await rig.register(), refreshToken)).json["error"]).toBe("invalid_grant");
  expect((await rig.refresh(client, refreshToken)).status).toBe(200);
});

test("the portal session ends refreshing after 8 h, and the last access token ends with it", async () => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  rig.mock.clock.advance(28_800_000 - 60_000);
  const { json } = await rig.refresh(client, refreshToken);
  expect(json["expiresIn"]).toBe(60);
  rig.mock.clock.advance(60_000);
  expect((await rig.refresh(client, String(json["refreshToken"]))).json["error"]).toBe("invalid_grant");
  expect((await rig.portal("/assignment/accounts", String(json["accessToken"]))).status).toBe(401);
});

test("a revoked session cannot refresh; sessions() tells why", async () => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  const [session] = rig.mock.sessions();
  expect(session).toMatchObject({ userName: "ada.lovelace", clientName: "a test", status: "active" });
  rig.mock.revokeSession(session?.id ?? "");
  expect((await rig.refresh(client, refreshToken)).json["error"]).toBe("invalid_grant");
  expect(rig.mock.sessions()[0]?.status).toBe("revoked");
  expect(() => rig.mock.revokeSession("none")).toThrow(expect.objectContaining({ code: "UNKNOWN_SESSION" }));
});

test("a disabled user cannot refresh, and can again when enabled", async () => {
  await using rig = await startRig();
  const { client, refreshToken } = await rig.signIn();
  rig.mock.setUserEnabled("ada.lovelace", false);
  expect((await rig.refresh(client, refreshToken)).json["error"]).toBe("invalid_grant");
  rig.mock.setUserEnabled("ada.lovelace", true);
  expect((await rig.refresh(client, refreshToken)).status).toBe(200);
});

test("an old access token keeps working until its own end", async () => {
  await using rig = await startRig();
  const { client, accessToken, refreshToken } = await rig.signIn();
  await rig.refresh(client, refreshToken);
  rig.mock.clock.advance(3_599_999);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
  rig.mock.clock.advance(1);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
});
