/** What a mock with a state file still knows of what it issued, after it was ended and started again. */

import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { startOfTime, startRig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";
import { withStateFile } from "../support/state-file.ts";

const { afterRestart, newFile } = withStateFile();
const converse = `/model/${encodeURIComponent("us.anthropic.claude-sonnet-4-20250514-v1:0")}/converse`;
const prompt = JSON.stringify({ messages: [{ role: "user", content: [{ text: "Hello" }] }] });

test("a pending device code is approved and redeemed after a restart, once", async () => {
  const [after, { client, device }] = await afterRestart(async (rig) => {
    const client = await rig.register();
    return { client, device: await rig.startDevice(client) };
  });
  await using rig = after;
  expect((await rig.poll(client, device)).json).toMatchObject({ error: "authorization_pending" });
  rig.mock.clock.advance(1000);
  rig.mock.approve(device.userCode, "ada.lovelace");
  expect((await rig.poll(client, device)).json).toMatchObject({ tokenType: "Bearer" });
  expect((await rig.poll(client, device)).json).toMatchObject({ error: "invalid_grant" });
});

test("a code approved before a restart gives its tokens after it, to the user who allowed it", async () => {
  const [after, { client, device }] = await afterRestart(async (rig) => {
    const client = await rig.register();
    const device = await rig.startDevice(client);
    rig.mock.approve(device.userCode, "grace.hopper");
    return { client, device };
  });
  await using rig = after;
  expect((await rig.poll(client, device)).status).toBe(200);
  expect(rig.mock.sessions()).toMatchObject([{ userName: "grace.hopper", startedAt: new Date(startOfTime) }]);
});

test("a denied code stays denied, and a poll before the restart still counts for slow_down", async () => {
  const [after, { client, denied, polled }] = await afterRestart(async (rig) => {
    const client = await rig.register();
    const denied = await rig.startDevice(client);
    rig.mock.deny(denied.userCode);
    const polled = await rig.startDevice(client);
    await rig.poll(client, polled);
    return { client, denied, polled };
  });
  await using rig = after;
  expect((await rig.poll(client, denied)).json).toMatchObject({ error: "access_denied" });
  expect((await rig.poll(client, polled)).json).toMatchObject({ error: "slow_down" });
});

test("tokens open what they opened; a spent refresh token stays spent and its successor works", async () => {
  const [after, { client, first, second }] = await afterRestart(async (rig) => {
    const { client, ...first } = await rig.signIn();
    const second = (await rig.refresh(client, first.refreshToken)).json as unknown as typeof first;
    return { client, first, second };
  });
  await using rig = after;
  expect((await rig.portal("/assignment/accounts", first.accessToken)).status).toBe(200);
  expect((await rig.refresh(client, first.refreshToken)).json).toMatchObject({ error: "invalid_grant" });
  expect((await rig.refresh(client, second.refreshToken)).status).toBe(200);
});

test("a device code that gave its tokens before a restart gives none after it", async () => {
  const [after, { client, device }] = await afterRestart(async (rig) => {
    const client = await rig.register();
    const device = await rig.startDevice(client);
    rig.mock.approve(device.userCode, "ada.lovelace");
    expect((await rig.poll(client, device)).status).toBe(200);
    return { client, device };
  });
  await using rig = after;
  expect((await rig.poll(client, device)).json).toMatchObject({ error: "invalid_grant" });
});

test.for(["revoked", "signed-out"] as const)("a session that was %s stays so", async (status) => {
  const [after, { accessToken, refreshToken, client }] = await afterRestart(async (rig) => {
    const signedIn = await rig.signIn();
    const headers = { "x-amz-sso_bearer_token": signedIn.accessToken };
    if (status === "signed-out") await rig.send("POST", "/logout", { headers });
    else rig.mock.revokeSession(rig.mock.sessions()[0]?.id ?? "");
    return signedIn;
  });
  await using rig = after;
  expect(rig.mock.sessions()).toMatchObject([{ status }]);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  expect((await rig.refresh(client, refreshToken)).status).toBe(400);
});

test("credentials minted before a restart sign a Bedrock call after it, as the same person", async () => {
  const [after, keys] = await afterRestart((rig) => mintKeys(rig));
  await using rig = after;
  expect((await postSigned(rig, keys, converse, prompt)).status).toBe(200);
  expect(rig.mock.events().at(-1)?.userIdentity).toMatchObject({
    type: "AssumedRole",
    arn: expect.stringContaining("/ada.lovelace"),
  });
});

test("what comes after a restart differs from everything before it", async () => {
  const [after, before] = await afterRestart(async (rig) => {
    await rig.signIn();
    return rig.mock.issuedSecrets();
  });
  await using rig = after;
  expect(new Set(rig.mock.issuedSecrets())).toEqual(new Set(before));
  await rig.signIn();
  const all = rig.mock.issuedSecrets();
  expect(new Set(all).size).toBe(all.length);
  expect(all.length).toBe(before.length * 2);
});

test("the third start knows what the first two issued", async () => {
  const stateFile = newFile();
  const tokens: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    await using rig = await startRig({ stateFile });
    tokens.push((await rig.signIn()).accessToken);
    for (const token of tokens) expect((await rig.portal("/assignment/accounts", token)).status).toBe(200);
  }
});

test("the file can be read by its owner only, and holds no token that was issued", async () => {
  const stateFile = newFile();
  await using rig = await startRig({ stateFile });
  await mintKeys(rig);
  const content = readFileSync(stateFile, "utf8");
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
  for (const secret of rig.mock.issuedSecrets()) expect(content).not.toContain(secret);
});
