/** What a mock with a state file still knows after it was ended and started again. */

import { expect, test } from "vitest";
import { withStateFile } from "../support/state-file.ts";
import { startRig } from "../support/rig.ts";

const { newFile } = withStateFile();

test("a pending device code is approved and redeemed after a restart, once", async () => {
  const stateFile = newFile();
  const before = await startRig({ stateFile });
  const client = await before.register();
  const device = await before.startDevice(client);
  await before.mock.close();
  await using after = await startRig({ stateFile });
  after.mock.approve(device.userCode, "ada.lovelace");
  expect((await after.poll(client, device)).json).toMatchObject({ tokenType: "Bearer" });
  expect((await after.poll(client, device)).json).toMatchObject({ error: "invalid_grant" });
});
