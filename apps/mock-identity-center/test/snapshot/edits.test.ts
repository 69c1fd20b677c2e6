/** What a mock with a state file still knows of what was edited. */

import { expect, test } from "vitest";
import { buildSeed, defaultSeed } from "../../src/index.ts";
import { startOfTime, startRig } from "../support/rig.ts";
import { withStateFile } from "../support/state-file.ts";

const { afterRestart, newFile } = withStateFile();

test("edits of every kind are there after a restart, and reset still goes back to the seed", async () => {
  const [after, edited] = await afterRestart(({ mock }) => {
    mock.putUser({ userName: "hedy.lamarr", password: "frequency-1942", displayName: "Hedy" });
    mock.putGroup({ name: "Bedrock users", members: ["hedy.lamarr"] });
    mock.putAccount({ accountId: "222233334444", name: "New" });
    mock.putPermissionSet({ name: "ReadOnly", sessionDurationSeconds: 7200 });
    mock.addAssignment({ accountId: "222233334444", permissionSet: "ReadOnly", userName: "hedy.lamarr" });
    mock.setUserEnabled("grace.hopper", false);
    mock.removeUser("alan.turing");
    mock.changeSettings({ pageSize: 7 }, "https://acme-europe.awsapps.com/start");
    return mock.seed;
  });
  await using rig = after;
  expect(rig.mock.seed).toEqual(edited);
  rig.mock.reset();
  expect(rig.mock.seed).toMatchObject(defaultSeed);
});

test("a user who was disabled after signing in is kept out after a restart", async () => {
  const [after, { accessToken }] = await afterRestart(async (rig) => {
    const tokens = await rig.signIn();
    rig.mock.setUserEnabled("ada.lovelace", false);
    return tokens;
  });
  await using rig = after;
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
  rig.mock.setUserEnabled("ada.lovelace", true);
  expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(200);
});

test("a user removed and added again is somebody else: old sign-ins stay dead, however often it is restarted", async () => {
  const stateFile = newFile();
  const ada = { userName: "ada.lovelace", password: "engine-1843" };
  const before = await startRig({ stateFile });
  const { accessToken, client } = await before.signIn();
  const device = await before.startDevice(client);
  before.mock.approve(device.userCode, ada.userName);
  before.mock.removeUser(ada.userName);
  before.mock.putUser(ada);
  await before.mock.close();
  for (let restart = 0; restart < 2; restart += 1) {
    await using rig = await startRig({ stateFile });
    expect((await rig.portal("/assignment/accounts", accessToken)).status).toBe(401);
    expect((await rig.poll(client, device)).json).toMatchObject({ error: "access_denied" });
    expect(rig.mock.sessions()).toMatchObject([{ userName: ada.userName }]);
    rig.mock.clock.advance(1000);
  }
});

test("the clock stands where it stood: moved, or frozen", async () => {
  const [moved] = await afterRestart(({ mock }) => mock.clock.advance(90_000));
  await using first = moved;
  expect(first.mock.clock.now()).toBe(startOfTime + 90_000);
  const [stopped] = await afterRestart(({ mock }) => {
    mock.clock.freeze();
    mock.clock.set(startOfTime - 5);
  });
  await using second = stopped;
  expect([second.mock.clock.frozen, second.mock.clock.now()]).toEqual([true, startOfTime - 5]);
});

const other = buildSeed({
  startUrl: "https://other.awsapps.com/start",
  region: "eu-west-1",
  accountId: "123456789012",
  roleName: "Other",
  bedrockModels: ["a.b"],
});

test("load replaces the world in the file too, with what was issued in the same moment", async () => {
  const [after, tokens] = await afterRestart(async (rig) => {
    const old = await rig.signIn();
    rig.mock.load(other);
    const { accessToken } = await rig.signIn();
    return { old: old.accessToken, accessToken };
  });
  await using rig = after;
  expect(rig.mock.startUrl).toBe("https://other.awsapps.com/start");
  expect((await rig.portal("/assignment/accounts", tokens.accessToken)).status).toBe(200);
  expect((await rig.portal("/assignment/accounts", tokens.old)).status).toBe(401);
});

test("the seed of the first start may be given again, in any order of members; another one is refused", async () => {
  const stateFile = newFile();
  const first = await startRig({ stateFile, seed: other });
  first.mock.putUser({ userName: "new", password: "x" });
  await first.mock.close();
  const { settings, models, instances } = other;
  const again = await startRig({ stateFile, seed: { settings, models, instances } });
  expect(again.mock.seed.instances[0]?.users).toHaveLength(2);
  await again.mock.close();
  await expect(startRig({ stateFile, seed: defaultSeed })).rejects.toMatchObject({
    code: "STATE_OF_ANOTHER_SEED",
    message: expect.stringMatching(/Start without a seed to go on .* or move the file away/),
  });
  await using unseeded = await startRig({ stateFile });
  expect(unseeded.mock.startUrl).toBe("https://other.awsapps.com/start");
});
