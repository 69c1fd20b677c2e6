/** JSON nested a hundred thousand levels deep, and text that is no UTF-8: an error of AWS's form, no overflow. */

import { expect, test } from "vitest";
import { mintKeys, postSigned } from "../support/sign.ts";
import { startRig } from "../support/rig.ts";

const levels = 100_000;
const list = "[".repeat(levels) + "]".repeat(levels);
const object = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const notUtf8 = Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]);

test.for(["/client/register", "/device_authorization", "/token"])("%s", async (path) => {
  await using rig = await startRig();
  const bodies = [list, object, `{"clientName":${list},"grantType":${object},"scopes":${list}}`, notUtf8];
  for (const body of bodies) {
    const reply = await rig.send("POST", path, { body });
    expect([reply.status, reply.json["error"]]).toEqual([400, "invalid_request"]);
  }
});

test.for([
  ["a list", list],
  ["an object", object],
  ["messages", `{"messages":${list}}`],
  ["content", `{"messages":[{"role":"user","content":${list}}]}`],
  ["content that is an object", `{"messages":[{"role":"user","content":${object}}]}`],
] as const)("Converse: %s", async ([, body]) => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  const modelId = "us.anthropic.claude-sonnet-4-20250514-v1%3A0";
  const reply = await postSigned(rig, keys, `/model/${modelId}/converse`, body);
  expect(reply.status).toBe(400);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^(Validation|Serialization)Exception/);
});
