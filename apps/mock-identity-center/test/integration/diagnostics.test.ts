/** The request log and the trail: what they tell, and that they never tell a secret. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import { startOfTime, startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

async function journey(rig: Rig): Promise<readonly string[]> {
  const { client, accessToken, refreshToken } = await rig.signIn();
  const refreshed = await rig.refresh(client, refreshToken);
  const keys = await mintKeys(rig);
  const prompt = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';
  await postSigned(rig, keys, "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse", prompt);
  await rig.portal(`/federation/credentials?role_name=${keys.secretAccessKey}&account_id=1`, accessToken);
  await rig.send("POST", `/${encodeURIComponent(refreshToken)}`, { headers: { "user-agent": accessToken } });
  await rig.post("/token", { clientId: refreshToken, clientSecret: accessToken, grantType: accessToken });
  return [
    client.clientSecret,
    accessToken,
    refreshToken,
    String(refreshed.json["accessToken"]),
    keys.secretAccessKey,
    keys.sessionToken,
  ];
}

test("issuedSecrets holds every secret that left the mock", async () => {
  await using rig = await startRig();
  const seen = await journey(rig);
  const issued = rig.mock.issuedSecrets();
  for (const secret of seen) expect(issued.includes(secret)).toBe(true);
  const device = await rig.startDevice(await rig.register());
  expect(rig.mock.issuedSecrets().includes(device.deviceCode)).toBe(true);
});

test("no secret is in the request log or the sessions, not even one sent where none belongs", async () => {
  await using rig = await startRig();
  await journey(rig);
  const log = JSON.stringify([rig.mock.requests(), rig.mock.sessions()]);
  for (const secret of rig.mock.issuedSecrets()) expect(log.includes(secret)).toBe(false);
  for (const { password } of defaultSeed.instances[0]?.users ?? [])
    expect(log.includes(password)).toBe(false);
});

test("no secret is in an event of Bedrock or a token", async () => {
  await using rig = await startRig();
  await journey(rig);
  const trail = JSON.stringify(
    rig.mock.events().filter(({ eventName }) => eventName !== "GetRoleCredentials"),
  );
  for (const secret of rig.mock.issuedSecrets()) expect(trail.includes(secret)).toBe(false);
});

test("the request log tells operation, status, error, client and user in order", async () => {
  await using rig = await startRig();
  const client = await rig.register();
  const device = await rig.startDevice(client);
  await rig.poll(client, device);
  rig.mock.approve(device.userCode, "ada.lovelace");
  rig.mock.clock.advance(1000);
  await rig.poll(client, device);
  const told = rig.mock.requests().map(({ operation, status, error, client: id, userName }) => ({
    operation,
    status,
    error,
    known: id === client.clientId,
    userName,
  }));
  expect(told).toEqual([
    { operation: "RegisterClient", status: 200, error: undefined, known: true, userName: undefined },
    {
      operation: "StartDeviceAuthorization",
      status: 200,
      error: undefined,
      known: true,
      userName: undefined,
    },
    {
      operation: "CreateToken",
      status: 400,
      error: "AuthorizationPendingException",
      known: true,
      userName: undefined,
    },
    { operation: "CreateToken", status: 200, error: undefined, known: true, userName: "ada.lovelace" },
  ]);
  expect(rig.mock.requests()[3]?.time).toEqual(new Date(startOfTime + 1000));
});

test("tokens and role credentials leave events of the Identity Center user", async () => {
  await using rig = await startRig();
  await mintKeys(rig);
  expect(rig.mock.events().map(({ eventSource, eventName }) => `${eventSource} ${eventName}`)).toEqual([
    "sso-oidc.amazonaws.com CreateToken",
    "sso.amazonaws.com GetRoleCredentials",
  ]);
  expect(rig.mock.events()[1]).toMatchObject({
    userIdentity: { type: "IdentityCenterUser", onBehalfOf: { userId: expect.any(String) } },
    requestParameters: { account_id: "111122223333", role_name: "BedrockInference" },
  });
});

test("the same random source gives the same values", async () => {
  await using first = await startRig({ random: sevens });
  await using second = await startRig({ random: sevens });
  expect((await first.register()).clientSecret).toBe((await second.register()).clientSecret);
});

function sevens(n: number): Uint8Array {
  return new Uint8Array(n).fill(7);
}
