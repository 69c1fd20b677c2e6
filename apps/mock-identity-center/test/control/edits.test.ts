/** The world edited over HTTP, instance by instance. */

import { expect, test } from "vitest";
import { buildSeed, defaultPassword, defaultSeed } from "../../src/index.ts";
import type { Seed } from "../../src/index.ts";
import { control, refusalOf } from "../support/control.ts";
import { startRig } from "../support/rig.ts";
import { mintKeys } from "../support/sign.ts";

const other = buildSeed({
  startUrl: "https://d-1234567890.awsapps.com/start",
  region: "eu-west-1",
  accountId: "123456789012",
  roleName: "Other",
  bedrockModels: [],
});
const seed: Seed = { ...defaultSeed, instances: [...defaultSeed.instances.slice(0, 1), ...other.instances] };
const second = `instance=${encodeURIComponent("https://d-1234567890.awsapps.com/start")}`;

test("a user is added, changed and removed", async () => {
  await using rig = await startRig();
  const edsger = { userName: "edsger dijkstra/1", password: "goto-1968" };
  const path = `/users/${encodeURIComponent(edsger.userName)}`;
  expect((await control(rig, "PUT", path, edsger)).status).toBe(204);
  const assignment = { accountId: "111122223333", permissionSet: "ReadOnly", userName: edsger.userName };
  expect((await control(rig, "PUT", "/assignments", assignment)).status).toBe(204);
  const { accessToken } = await rig.signIn(edsger.userName);
  expect((await rig.portal("/assignment/accounts", accessToken)).json["accountList"]).toHaveLength(1);
  expect((await control(rig, "PATCH", path, { enabled: false, displayName: "E. W. D." })).status).toBe(204);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  const { users } = (await control(rig, "GET", "/users")).json as { users: readonly unknown[] };
  expect(users.at(-1)).toEqual({
    userName: edsger.userName,
    displayName: "E. W. D.",
    userId: expect.any(String),
    enabled: false,
  });
  expect(rig.mock.seed.instances[0]?.users.at(-1)?.password).toBe(edsger.password);
  expect((await control(rig, "DELETE", path)).status).toBe(204);
  expect(refusalOf(await control(rig, "DELETE", path))).toEqual([404, "UNKNOWN_USER"]);
  expect(refusalOf(await control(rig, "PATCH", path, { enabled: true }))).toEqual([404, "UNKNOWN_USER"]);
});

test("groups, accounts and permission sets are put, listed, and removed with their assignments", async () => {
  await using rig = await startRig();
  const group = { name: "Readers", members: ["alan.turing"] };
  const account = { accountId: "777788889999", name: "Acme Data" };
  const permissionSet = { name: "Data", sessionDurationSeconds: 7200 };
  await control(rig, "PUT", "/groups/Readers", group);
  await control(rig, "PUT", "/accounts/777788889999", account);
  await control(rig, "PUT", "/permission-sets/Data", permissionSet);
  const assignment = { accountId: "777788889999", permissionSet: "Data", groupName: "Readers" };
  await control(rig, "PUT", "/assignments", assignment);
  await control(rig, "PUT", "/assignments", assignment);
  const list = async (name: string): Promise<unknown> =>
    Object.values((await control(rig, "GET", name)).json)[0];
  expect(await list("/groups")).toContainEqual(group);
  expect(await list("/accounts")).toContainEqual(account);
  expect(await list("/permission-sets")).toContainEqual(permissionSet);
  expect(await list("/assignments")).toHaveLength(5);
  const { accessToken } = await rig.signIn("alan.turing");
  const accounts = await rig.portal("/assignment/accounts", accessToken);
  expect(accounts.json["accountList"]).toMatchObject([{ accountId: "777788889999" }]);
  expect((await control(rig, "DELETE", "/accounts/777788889999")).status).toBe(204);
  expect(await list("/assignments")).toHaveLength(4);
  expect((await control(rig, "DELETE", "/groups/Bedrock%20users")).status).toBe(204);
  expect(await list("/assignments")).toHaveLength(2);
  expect((await control(rig, "DELETE", "/permission-sets/ReadOnly")).status).toBe(204);
  expect(await list("/assignments")).toEqual([
    { accountId: "111122223333", permissionSet: "BedrockInference", userName: "grace.hopper" },
  ]);
});

test.for([
  ["/groups/none", "UNKNOWN_GROUP"],
  ["/accounts/999999999999", "UNKNOWN_ACCOUNT"],
  ["/permission-sets/none", "UNKNOWN_PERMISSION_SET"],
  ["/assignments?accountId=111122223333&permissionSet=ReadOnly&userName=alan.turing", "UNKNOWN_ASSIGNMENT"],
  ["/users/ada.lovelace?instance=d-0000000000", "UNKNOWN_INSTANCE"],
] as const)("DELETE %s is 404 %s", async ([path, code]) => {
  await using rig = await startRig();
  expect(refusalOf(await control(rig, "DELETE", path))).toEqual([404, code]);
});

test("an assignment is removed by its members", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn("grace.hopper");
  const path = "/assignments?accountId=111122223333&permissionSet=ReadOnly&userName=grace.hopper";
  expect((await control(rig, "DELETE", path)).status).toBe(204);
  const credentials = "/federation/credentials?role_name=ReadOnly&account_id=111122223333";
  expect((await rig.portal(credentials, accessToken)).status).toBe(403);
});

test("an edit that names an instance leaves the others alone", async () => {
  await using rig = await startRig({ seed });
  const { instances } = (await control(rig, "GET", "/instances")).json as {
    instances: readonly { startUrl: string; identityStoreId: string }[];
  };
  expect(instances.map(({ startUrl }) => startUrl)).toEqual(seed.instances.map(({ startUrl }) => startUrl));
  await control(rig, "PATCH", `/users/ada.lovelace?${second}`, { enabled: false });
  await control(rig, "PATCH", `/settings?instance=${instances[1]?.identityStoreId}`, { pageSize: 3 });
  expect(rig.mock.users()[0]?.enabled).toBe(true);
  expect(rig.mock.users(seed.instances[1]?.startUrl)[0]?.enabled).toBe(false);
  expect((await control(rig, "GET", "/settings")).json["pageSize"]).toBe(20);
  expect((await control(rig, "GET", `/settings?${second}`)).json["pageSize"]).toBe(3);
});

test("the seed is read with and without passwords, and what was read can be put back", async () => {
  await using rig = await startRig({ seed });
  const shown = await control(rig, "GET", "/seed");
  expect(shown.text).not.toContain("password");
  expect(shown.text).toContain("ada.lovelace");
  const whole = await control(rig, "GET", "/seed?passwords=include");
  expect(whole.text).toContain(defaultPassword);
  rig.mock.removeUser("grace.hopper");
  await rig.signIn();
  expect((await control(rig, "PUT", "/seed", whole.json)).status).toBe(204);
  expect(rig.mock.users().map(({ userName }) => userName)).toContain("grace.hopper");
  expect(rig.mock.sessions()).toEqual([]);
});

test("reset undoes edits and forgets what was issued, logged and scripted", async () => {
  await using rig = await startRig();
  await mintKeys(rig);
  rig.mock.removeUser("grace.hopper");
  rig.mock.faults.add({ kind: "reset" });
  expect((await control(rig, "POST", "/reset")).status).toBe(204);
  expect(rig.mock.users()).toHaveLength(4);
  expect([rig.mock.sessions(), rig.mock.requests(), rig.mock.events(), rig.mock.faults.list()]).toEqual([
    [],
    [],
    [],
    [],
  ]);
});
