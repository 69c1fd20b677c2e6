/** The authorization-code grant of CreateToken with PKCE: what a code is bound to, and how often it works. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import {
  challengeOf,
  authorize,
  authorizePath,
  newCode,
  redeem,
  registerNative,
} from "../support/authorize.ts";
import { startRig } from "../support/rig.ts";

test("a code and its verifier become tokens of the user who allowed", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const { status, json } = await redeem(rig, client, await newCode(rig, client));
  expect(status).toBe(200);
  expect(Object.keys(json)).toEqual(["accessToken", "expiresIn", "refreshToken", "tokenType"]);
  expect((await rig.portal("/assignment/accounts", json["accessToken"] as string)).status).toBe(200);
  expect(rig.mock.sessions()).toMatchObject([{ userName: "ada.lovelace", clientName: "a native app" }]);
  expect((await rig.refresh(client, json["refreshToken"] as string)).status).toBe(200);
});

test("a client that registered authorization_code alone gets no refresh token", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig, { grantTypes: ["authorization_code"] });
  const { json } = await redeem(rig, client, await newCode(rig, client));
  expect(json).not.toHaveProperty("refreshToken");
});

test("a second use is invalid_grant and ends the sign-in of the first", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  const first = await redeem(rig, client, code);
  const second = await redeem(rig, client, code);
  expect([second.status, second.json["error"]]).toEqual([400, "invalid_grant"]);
  expect((await rig.portal("/assignment/accounts", first.json["accessToken"] as string)).status).toBe(401);
  expect((await rig.refresh(client, first.json["refreshToken"] as string)).json["error"]).toBe(
    "invalid_grant",
  );
  expect(rig.mock.sessions()).toMatchObject([{ status: "revoked" }]);
});

test("authorizationCodeReuse refused leaves the first sign-in alone", async () => {
  await using rig = await startRig({
    seed: { ...defaultSeed, settings: { authorizationCodeReuse: "refused" } },
  });
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  const first = await redeem(rig, client, code);
  expect((await redeem(rig, client, code)).json["error"]).toBe("invalid_grant");
  expect((await rig.refresh(client, first.json["refreshToken"] as string)).status).toBe(200);
});

test.for([
  ["a redirect on another port", { redirectUri: "http://127.0.0.1:49153/oauth/callback" }, "invalid_grant"],
  ["another verifier", { codeVerifier: "x".repeat(43) }, "invalid_grant"],
  ["the challenge as verifier", { codeVerifier: challengeOf("x".repeat(43)) }, "invalid_grant"],
  ["a verifier of 42 characters", { codeVerifier: "x".repeat(42) }, "invalid_request"],
  ["a verifier of 129 characters", { codeVerifier: "x".repeat(129) }, "invalid_request"],
  ["a verifier with a space", { codeVerifier: `${"x".repeat(43)} ` }, "invalid_request"],
  ["no verifier", { codeVerifier: undefined }, "invalid_request"],
  ["no redirect", { redirectUri: undefined }, "invalid_request"],
  ["no code", { code: undefined }, "invalid_request"],
  ["an unknown code", { code: "A".repeat(86) }, "invalid_grant"],
] as const)("%s is refused, and does not spend the code", async ([, changes, error]) => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  const reply = await redeem(rig, client, code, changes);
  expect([reply.status, reply.json["error"]]).toEqual([400, error]);
  expect((await redeem(rig, client, code)).status).toBe(200);
});

test.for([43, 128])("a verifier of %i characters is accepted", async (length) => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const codeVerifier = "~".repeat(length);
  const path = authorizePath(client, { code_challenge: challengeOf(codeVerifier) });
  const code = (await authorize(rig, path)).get("code") ?? "";
  expect((await redeem(rig, client, code, { codeVerifier })).status).toBe(200);
});

test("another client cannot redeem a code, and its attempt costs the owner nothing", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  expect((await redeem(rig, await registerNative(rig), code)).json["error"]).toBe("invalid_grant");
  const first = await redeem(rig, client, code);
  await redeem(rig, await registerNative(rig), code);
  expect((await rig.portal("/assignment/accounts", first.json["accessToken"] as string)).status).toBe(200);
});

test.for([
  [{}, 60_000],
  [{ authorizationCodeSeconds: 5 }, 5000],
] as const)("with %j a code lives %i ms, to the millisecond", async ([settings, life]) => {
  await using rig = await startRig({ seed: { ...defaultSeed, settings } });
  const client = await registerNative(rig);
  const inTime = await newCode(rig, client);
  const late = await newCode(rig, client);
  rig.mock.clock.advance(life - 1);
  expect((await redeem(rig, client, inTime)).status).toBe(200);
  rig.mock.clock.advance(1);
  expect((await redeem(rig, client, late)).json["error"]).toBe("invalid_grant");
});

test("a user disabled after allowing gets no tokens", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  rig.mock.setUserEnabled("ada.lovelace", false);
  expect((await redeem(rig, client, code)).json["error"]).toBe("access_denied");
});

test("a client registered for the device grant alone may not redeem codes", async () => {
  await using rig = await startRig();
  const client = await rig.register({ grantTypes: ["urn:ietf:params:oauth:grant-type:device_code"] });
  expect((await redeem(rig, client, "A".repeat(86))).json["error"]).toBe("unauthorized_client");
});

test("codes are among the secrets to search logs for, and the request log holds none", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  await redeem(rig, client, code);
  expect(rig.mock.issuedSecrets()).toContain(code);
  expect(JSON.stringify(rig.mock.requests())).not.toContain(code);
});

test("a fault script knows the user of a code", async () => {
  await using rig = await startRig();
  const client = await registerNative(rig);
  const code = await newCode(rig, client);
  rig.mock.faults.add({ userName: "ada.lovelace", operation: "CreateToken", kind: "html", status: 502 });
  expect((await redeem(rig, client, code)).status).toBe(502);
  expect((await redeem(rig, client, code)).status).toBe(200);
});
