/** Edits over the control API are in the state file before they are confirmed. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Control } from "../../src/control/control.ts";
import { startRig } from "../support/rig.ts";
import { withStateFile } from "../support/state-file.ts";

const { newFile } = withStateFile();

test("a clock that was moved is in the file when the answer comes", async () => {
  const stateFile = newFile();
  await using rig = await startRig({ stateFile });
  const before = readFileSync(stateFile).length;
  const reply = await rig.send("POST", "/_mock/clock", {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance: "PT1M" }),
  });
  expect(reply.status).toBeLessThan(300);
  expect(readFileSync(stateFile, "utf8").slice(before)).toMatch(/"offsetMs":60000/);
});

test("an edit that cannot be written is answered with 500", async () => {
  await using rig = await startRig();
  const control = new Control(rig.mock, { token: undefined, hosts: [] }, () => ({
    status: "failed",
    reason: "the disk is full",
  }));
  const { status, body } = await control.handle({
    method: "POST",
    target: "/_mock/clock",
    headers: { host: "localhost", "content-type": "application/json" },
    body: Buffer.from(JSON.stringify({ advance: "1ms" })),
    remoteAddress: "127.0.0.1",
  });
  expect([status, JSON.parse(String(body))]).toEqual([
    500,
    { error: { code: "STATE_UNWRITABLE", message: "the disk is full" } },
  ]);
});
