/** State files of mocks that run for long. */

import { statSync } from "node:fs";
import { expect, test } from "vitest";
import type { ClientRegistration, DeviceAuthorization } from "../../src/state/records.ts";
import { openKept } from "../support/kept-world.ts";
import type { KeptWorld } from "../support/kept-world.ts";
import { withStateFile } from "../support/state-file.ts";

const { newFile } = withStateFile();
const mebibyte = 1_048_576;

function addClient({ world }: KeptWorld): ClientRegistration {
  const details = {
    clientName: "a test",
    scopes: [],
    grantTypes: undefined,
    redirectUris: [],
    directory: undefined,
  };
  return world.context.store.addClient({ ...details, issuedAt: 0, expiresAt: 1000 }, "us-east-1");
}

function addDevice({ world }: KeptWorld, client: ClientRegistration, now: number): DeviceAuthorization {
  const [directory] = world.context.directories;
  return world.context.store.addDevice({ client, directory, expiresAt: now }, now).device;
}

test("a file is written anew before it is many times as long as what it says", async () => {
  const file = newFile();
  const kept = await openKept(file);
  const device = addDevice(kept, addClient(kept), 0);
  let longest = 0;
  for (let poll = 1; poll <= 40_000; poll += 1) {
    kept.world.context.store.notePoll(device, poll);
    expect(kept.state.commit().status).toBe("written");
    if (poll % 1000 === 0) longest = Math.max(longest, statSync(file).size);
  }
  await kept.state.close();
  expect(longest).toBeGreaterThan(3 * mebibyte);
  expect(longest).toBeLessThan(5 * mebibyte);
  const again = await openKept(file);
  expect(statSync(file).size).toBeLessThan(mebibyte / 10);
  expect(again.world.context.store.deviceByUserCode(device.userCode)?.lastPollAt).toBe(40_000);
  await again.state.close();
});

test("the code of a device that was forgotten is not given again after restarts", async () => {
  const file = newFile();
  const kept = await openKept(file);
  const client = addClient(kept);
  const day = 86_400_000;
  for (let count = 0; count < 10_000; count += 1) addDevice(kept, client, 0);
  addDevice(kept, client, day);
  expect([...kept.world.tables.devices.records()], "the others are forgotten").toHaveLength(1);
  await kept.state.close();
  for (let restart = 0; restart < 2; restart += 1) {
    const again = await openKept(file);
    expect(again.world.tables.devices.nextSerial).toBe(10_001);
    await again.state.close();
  }
});
