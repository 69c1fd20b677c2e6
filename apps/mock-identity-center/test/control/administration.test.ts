/** Every edit in process: what it does, and what it refuses. */

import { expect, test } from "vitest";
import { buildSeed, defaultSeed } from "../../src/index.ts";
import type { MockIdentityCenter, Seed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import type { Rig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

const secondStartUrl = "https://d-1234567890.awsapps.com/start";
const second = buildSeed({
  startUrl: secondStartUrl,
  region: "eu-west-1",
  accountId: "111122223333",
  roleName: "ReadOnly",
  bedrockModels: [],
});
const seed: Seed = { ...defaultSeed, instances: [...defaultSeed.instances.slice(0, 1), ...second.instances] };
const assignment = { accountId: "111122223333", permissionSet: "ReadOnly", groupName: "Bedrock users" };

test.for<readonly [string, string, (mock: MockIdentityCenter) => unknown]>([
  ["UNKNOWN_USER_CODE", "approve", (mock) => mock.approve("BBBB-BBBB", "ada.lovelace")],
  ["UNKNOWN_USER_CODE", "deny", (mock) => mock.deny("BBBB-BBBB")],
  ["UNKNOWN_SESSION", "revokeSession", (mock) => mock.revokeSession("none")],
  ["UNKNOWN_USER", "removeUser", (mock) => mock.removeUser("nobody")],
  ["UNKNOWN_USER", "changeUser", (mock) => mock.changeUser("nobody", { enabled: true })],
  ["UNKNOWN_USER", "setUserEnabled", (mock) => mock.setUserEnabled("nobody", true)],
  ["UNKNOWN_GROUP", "removeGroup", (mock) => mock.removeGroup("none")],
  ["UNKNOWN_ACCOUNT", "removeAccount", (mock) => mock.removeAccount("999999999999")],
  ["UNKNOWN_PERMISSION_SET", "removePermissionSet", (mock) => mock.removePermissionSet("none")],
  ["UNKNOWN_ASSIGNMENT", "removeAssignment", (mock) => mock.removeAssignment(assignment)],
  ["UNKNOWN_FAULT", "faults.remove", (mock) => mock.faults.remove("1")],
  ["UNKNOWN_INSTANCE", "putUser", (mock) => mock.putUser({ userName: "a", password: "b" }, "none")],
  ["UNKNOWN_INSTANCE", "removeUser", (mock) => mock.removeUser("ada.lovelace", "none")],
  ["UNKNOWN_INSTANCE", "changeUser", (mock) => mock.changeUser("ada.lovelace", {}, "none")],
  ["UNKNOWN_INSTANCE", "putGroup", (mock) => mock.putGroup({ name: "a", members: [] }, "none")],
  ["UNKNOWN_INSTANCE", "removeGroup", (mock) => mock.removeGroup("Bedrock users", "none")],
  ["UNKNOWN_INSTANCE", "putAccount", (mock) => mock.putAccount({ accountId: "1", name: "a" }, "none")],
  ["UNKNOWN_INSTANCE", "removeAccount", (mock) => mock.removeAccount("111122223333", "none")],
  ["UNKNOWN_INSTANCE", "putPermissionSet", (mock) => mock.putPermissionSet({ name: "a" }, "none")],
  ["UNKNOWN_INSTANCE", "removePermissionSet", (mock) => mock.removePermissionSet("ReadOnly", "none")],
  ["UNKNOWN_INSTANCE", "addAssignment", (mock) => mock.addAssignment(assignment, "none")],
  ["UNKNOWN_INSTANCE", "removeAssignment", (mock) => mock.removeAssignment(assignment, "none")],
  ["UNKNOWN_INSTANCE", "changeSettings", (mock) => mock.changeSettings({}, "none")],
  ["UNKNOWN_INSTANCE", "users", (mock) => mock.users("none")],
  ["UNKNOWN_INSTANCE", "settings", (mock) => mock.settings("none")],
  ["SEED_INVALID", "putUser", (mock) => mock.putUser({ userName: "", password: "b" })],
  ["SEED_INVALID", "changeUser", (mock) => mock.changeUser("ada.lovelace", { password: "" })],
  ["SEED_INVALID", "putGroup", (mock) => mock.putGroup({ name: "a", members: ["nobody"] })],
  ["SEED_INVALID", "putAccount", (mock) => mock.putAccount({ accountId: "1", name: "a" })],
  [
    "SEED_INVALID",
    "putPermissionSet",
    (mock) => mock.putPermissionSet({ name: "a", sessionDurationSeconds: 1 }),
  ],
  ["SEED_INVALID", "addAssignment", (mock) => mock.addAssignment({ ...assignment, groupName: "none" })],
  ["SEED_INVALID", "changeSettings", (mock) => mock.changeSettings({ sessionDurationSeconds: 899 })],
])("%s: %s", async ([code, , edit]) => {
  await using rig = await startRig();
  const before = structuredClone(rig.mock.seed);
  expect(() => edit(rig.mock)).toThrow(expect.objectContaining({ code, name: "MockIdentityCenterError" }));
  expect(rig.mock.seed).toEqual(before);
});

test("an instance is named by start URL or identity store id", async () => {
  await using rig = await startRig({ seed });
  const [, instance] = rig.mock.instances();
  expect(instance).toEqual({
    startUrl: secondStartUrl,
    region: "eu-west-1",
    identityStoreId: expect.stringMatching(/^d-[0-9a-f]{10}$/),
  });
  rig.mock.putUser({ userName: "one", password: "x" }, secondStartUrl);
  rig.mock.putUser({ userName: "two", password: "x" }, instance?.identityStoreId);
  expect(rig.mock.users(secondStartUrl).map(({ userName }) => userName)).toEqual([
    "ada.lovelace",
    "one",
    "two",
  ]);
  expect(rig.mock.users()).toHaveLength(4);
});

test("a user is disabled in every instance, an assignment removed in every one or in the one named", async () => {
  await using rig = await startRig({ seed });
  rig.mock.setUserEnabled("ada.lovelace", false);
  const enabled = [undefined, secondStartUrl].map((instance) => rig.mock.users(instance)[0]?.enabled);
  expect(enabled).toEqual([false, false]);
  const assignments = (): readonly number[] =>
    [undefined, secondStartUrl].map((instance) => rig.mock.assignments(instance).length);
  rig.mock.addAssignment(assignment);
  expect(assignments()).toEqual([5, 1]);
  rig.mock.removeAssignment(assignment, secondStartUrl);
  expect(assignments()).toEqual([5, 0]);
  rig.mock.addAssignment(assignment, secondStartUrl);
  rig.mock.removeAssignment(assignment);
  expect(assignments()).toEqual([4, 0]);
});

test("settings of one instance are of that instance only", async () => {
  await using rig = await startRig({ seed });
  rig.mock.changeSettings({ accessTokenSeconds: 60, pollIntervalSeconds: 7 }, secondStartUrl);
  const client = await rig.register();
  const start = async (startUrl: string): Promise<unknown> =>
    (await rig.post("/device_authorization", { ...client, startUrl })).json["interval"];
  expect([await start(rig.mock.startUrl), await start(secondStartUrl)]).toEqual([1, 7]);
  expect(rig.mock.settings(secondStartUrl)).toMatchObject({ accessTokenSeconds: 60, pageSize: 20 });
  expect(rig.mock.settings().accessTokenSeconds).toBe(3600);
});

test("a changed session duration is for sessions to come", async () => {
  await using rig = await startRig();
  await rig.signIn("ada.lovelace");
  rig.mock.changeSettings({ sessionDurationSeconds: 900 });
  await rig.signIn("grace.hopper");
  rig.mock.clock.advance(900_000);
  expect(rig.mock.sessions().map(({ status }) => status)).toEqual(["active", "over"]);
});

async function converse(rig: Rig, keys: Awaited<ReturnType<typeof mintKeys>>): Promise<number> {
  const body = '{"messages":[{"role":"user","content":[{"text":"hello"}]}]}';
  const model = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse";
  return (await postSigned(rig, keys, model, body)).status;
}

test("a policy edited after minting counts for the credentials minted before", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  expect(await converse(rig, keys)).toBe(200);
  const [bedrock] = rig.mock.permissionSets();
  rig.mock.putPermissionSet({ name: "BedrockInference" });
  expect(await converse(rig, keys)).toBe(403);
  if (bedrock !== undefined) rig.mock.putPermissionSet(bedrock);
  expect(await converse(rig, keys)).toBe(200);
  rig.mock.removePermissionSet("BedrockInference");
  expect(await converse(rig, keys)).toBe(403);
});

test("an account that is removed is no longer listed, nor gives credentials", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  rig.mock.removeAccount("111122223333");
  const accounts = await rig.portal("/assignment/accounts", accessToken);
  expect(accounts.json["accountList"]).toMatchObject([{ accountId: "444455556666" }]);
  const credentials = "/federation/credentials?role_name=BedrockInference&account_id=111122223333";
  expect((await rig.portal(credentials, accessToken)).status).toBe(403);
  expect(rig.mock.accountId).toBe("444455556666");
});
