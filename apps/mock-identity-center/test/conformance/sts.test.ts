/** STS GetCallerIdentity in the query protocol. */

import { expect, test } from "vitest";
import { startRig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

const body = "Action=GetCallerIdentity&Version=2011-06-15";
const signing = { service: "sts" };

test("GetCallerIdentity names the assumed role in XML", async () => {
  await using rig = await startRig();
  const { status, headers, text } = await postSigned(rig, await mintKeys(rig), "/", body, signing);
  expect([status, headers.get("content-type")]).toEqual([200, "text/xml"]);
  expect(text).toMatch(
    /<Arn>arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_BedrockInference_[\da-f]{16}\/ada\.lovelace<\/Arn>/,
  );
  expect(text).toMatch(/<UserId>AROA[A-Z2-7]{17}:ada\.lovelace<\/UserId><Account>111122223333<\/Account>/);
});

test.for([
  ["another action", "Action=AssumeRole&Version=2011-06-15", "InvalidAction"],
  ["another version", "Action=GetCallerIdentity&Version=2010-01-01", "InvalidAction"],
  ["no action", "Version=2011-06-15", "MissingAction"],
] as const)("%s is refused with 400", async ([, wrong, code]) => {
  await using rig = await startRig();
  const reply = await postSigned(rig, await mintKeys(rig), "/", wrong, signing);
  expect(reply.status).toBe(400);
  expect(reply.text).toContain(`<Code>${code}</Code>`);
  expect(reply.text).toContain(`<RequestId>${reply.headers.get("x-amzn-requestid")}</RequestId>`);
});

test("a wrong secret is SignatureDoesNotMatch", async () => {
  await using rig = await startRig();
  const keys = { ...(await mintKeys(rig)), secretAccessKey: "wrong" };
  const reply = await postSigned(rig, keys, "/", body, signing);
  expect([reply.status, /<Code>(\w+)/.exec(reply.text)?.[1]]).toEqual([403, "SignatureDoesNotMatch"]);
});

test("expired credentials are ExpiredToken, unknown ones InvalidClientTokenId, none MissingAuthenticationToken", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  const unknown = await postSigned(rig, { ...keys, accessKeyId: "ASIAX" }, "/", body, signing);
  expect([unknown.status, /<Code>(\w+)/.exec(unknown.text)?.[1]]).toEqual([403, "InvalidClientTokenId"]);
  const none = await rig.send("POST", "/", { body });
  expect([none.status, /<Code>(\w+)/.exec(none.text)?.[1]]).toEqual([403, "MissingAuthenticationToken"]);
  rig.mock.clock.advance(9 * 3_600_000);
  const expired = await postSigned(rig, keys, "/", body, signing);
  expect([expired.status, /<Code>(\w+)/.exec(expired.text)?.[1]]).toEqual([403, "ExpiredToken"]);
});
