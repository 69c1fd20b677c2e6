/** The world in process: what an edit, a load and a reset keep, and what they forget. */

import { expect, test } from "vitest";
import { buildSeed, defaultSeed } from "../../src/index.ts";
import type { Seed } from "../../src/index.ts";
import { startOfTime, startRig } from "../support/rig.ts";
import { Visit, waiting } from "../support/visit.ts";

const other = buildSeed({
  startUrl: "https://other.awsapps.com/start",
  region: "eu-west-1",
  accountId: "123456789012",
  roleName: "Other",
  bedrockModels: ["anthropic.claude-3-haiku-20240307-v1:0"],
  userName: "marie.curie",
});

test("an edit keeps what was issued, and the user stays the same person", async () => {
  await using rig = await startRig();
  const { accessToken, client, refreshToken } = await rig.signIn();
  const [before] = rig.mock.users();
  rig.mock.putUser({ userName: "ada.lovelace", password: "changed", displayName: "Countess of Lovelace" });
  expect(rig.mock.users()[0]).toEqual({ ...before, displayName: "Countess of Lovelace" });
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
  expect((await rig.refresh(client, refreshToken)).status).toBe(200);
  expect(rig.mock.sessions()[0]?.status).toBe("active");
});

test("a changed password counts for the next sign-in", async () => {
  await using rig = await startRig();
  rig.mock.changeUser("ada.lovelace", { password: "changed" });
  expect((await new Visit(rig).signIn()).status).not.toBe(303);
  expect((await new Visit(rig).signIn("ada.lovelace", "changed")).status).toBe(303);
});

test("a removed user's tokens die, also when a user of that name is added again", async () => {
  await using rig = await startRig();
  const { accessToken, client, refreshToken } = await rig.signIn();
  rig.mock.removeUser("ada.lovelace");
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  rig.mock.putUser({ userName: "ada.lovelace", password: "again" });
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  expect((await rig.refresh(client, refreshToken)).status).toBe(400);
});

test("a removed user's browser is signed out, and a code the user approved gives no token", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  await visit.signIn();
  const { client, device } = await waiting(rig);
  rig.mock.approve(device.userCode, "ada.lovelace");
  rig.mock.removeUser("ada.lovelace");
  expect((await visit.get("/start")).headers.get("location")).toMatch(/^\/signin/);
  expect((await rig.poll(client, device)).json["error"]).toBe("access_denied");
});

test("removing a user takes memberships and assignments along", async () => {
  await using rig = await startRig();
  rig.mock.removeUser("grace.hopper");
  rig.mock.removeUser("ada.lovelace");
  expect(rig.mock.groups()).toEqual([{ name: "Bedrock users", members: ["charles.babbage"] }]);
  expect(rig.mock.assignments().filter(({ userName }) => userName !== undefined)).toEqual([]);
});

test("load replaces the world: nothing of the old one opens anything, and the clock goes on", async () => {
  await using rig = await startRig();
  const { accessToken, client } = await rig.signIn();
  const { device } = await waiting(rig);
  rig.mock.faults.add({ kind: "reset" });
  rig.mock.clock.advance(5000);
  rig.mock.load(other);
  expect([rig.mock.startUrl, rig.mock.region, rig.mock.accountId, rig.mock.roleName]).toEqual([
    "https://other.awsapps.com/start",
    "eu-west-1",
    "123456789012",
    "Other",
  ]);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  expect((await rig.poll(client, device)).json["error"]).toBe("invalid_client");
  expect(() => rig.mock.deny(device.userCode)).toThrow(
    expect.objectContaining({ code: "UNKNOWN_USER_CODE" }),
  );
  expect([rig.mock.sessions(), rig.mock.events(), rig.mock.issuedSecrets()]).toEqual([[], [], []]);
  expect(rig.mock.clock.now()).toBe(startOfTime + 5000);
  await rig.signIn("marie.curie");
});

test("reset leads back to the seed loaded last, not to the first one", async () => {
  await using rig = await startRig();
  rig.mock.load(other);
  rig.mock.removeUser("marie.curie");
  rig.mock.changeSettings({ pageSize: 1 });
  rig.mock.reset();
  expect(rig.mock.users().map(({ userName }) => userName)).toEqual(["marie.curie"]);
  expect(rig.mock.settings().pageSize).toBe(20);
});

test("reset signs browsers out", async () => {
  await using rig = await startRig();
  const visit = new Visit(rig);
  await visit.signIn();
  rig.mock.reset();
  expect((await visit.get("/start")).headers.get("location")).toMatch(/^\/signin/);
});

test("a seed that is not valid leaves everything as it was", async () => {
  await using rig = await startRig();
  const { accessToken } = await rig.signIn();
  rig.mock.faults.add({ kind: "html", status: 502, operation: "Logout" });
  const before = rig.mock.seed;
  expect(() => rig.mock.load({ ...other, instances: [] })).toThrow(
    expect.objectContaining({ code: "SEED_INVALID", message: expect.stringContaining("instances") }),
  );
  expect(rig.mock.seed).toEqual(before);
  expect(rig.mock.faults.list()).toHaveLength(1);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
});

test("the seed tells every edit, and loading it makes the same world", async () => {
  await using rig = await startRig();
  rig.mock.putUser({ userName: "edsger", password: "goto" });
  rig.mock.putGroup({ name: "Readers", members: ["edsger"] });
  rig.mock.addAssignment({ accountId: "111122223333", permissionSet: "ReadOnly", groupName: "Readers" });
  const edited: Seed = structuredClone(rig.mock.seed);
  rig.mock.load(edited);
  expect(rig.mock.seed).toEqual(edited);
  const { accessToken } = await rig.signIn("edsger");
  const roles = await rig.portal("/assignment/roles?account_id=111122223333", accessToken);
  expect(roles.json["roleList"]).toMatchObject([{ roleName: "ReadOnly" }]);
  expect(defaultSeed.instances[0]?.users).toHaveLength(4);
});
