/** Targets that a careless server would take for an operation's path. */

import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { awsError, exchange } from "../support/wire.ts";

test.for([
  "//token",
  "/./token",
  "/x/../token",
  "/%74oken",
  "/token%2f",
  "/token%00",
  "/token;x=1",
  "/TOKEN",
  "/token#here",
  "http://oidc.us-east-1.amazonaws.com/token",
  "https://127.0.0.1/token",
  "*",
  "token",
  "/\\token",
  "/%2e%2e/%2e%2e/etc/passwd",
  "/model/%ff/converse/..",
])("%s is no operation", async (target) => {
  await using rig = await startRig();
  const request = `POST ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}`;
  const [status, type] = awsError((await exchange(rig.mock.url, request)).text);
  expect([
    [404, "UnknownOperationException"],
    [400, "MalformedRequestException"],
  ]).toContainEqual([status, type]);
});

test.for(["%ff", "%", "%zz", "%c0%ae%c0%ae", "..%2f..", "a%00b", "%0d%0ax:y"])(
  "the model id %s is refused by Bedrock and not taken apart",
  async (modelId) => {
    await using rig = await startRig();
    const request = `POST /model/${modelId}/converse HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}`;
    const [status] = awsError((await exchange(rig.mock.url, request)).text);
    expect([400, 403, 404]).toContain(status);
  },
);
