/** Bearer tokens in place of signatures: which are accepted, what they may do, what the trail tells of them. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { SeedBedrockApiKey, SeedStatement } from "../../src/index.ts";
import { startOfTime, startRig } from "../support/rig.ts";
import type { Reply, Rig } from "../support/rig.ts";

const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const target = `/model/${encodeURIComponent(modelId)}/converse`;
const body = JSON.stringify({ messages: [{ role: "user", content: [{ text: "How are you?" }] }] });
const apiKey = "ABSKdGVzdC1kYXRhOm5vdC1hLXJlYWwta2V5";
const allow = (...actions: string[]): SeedStatement => ({ Effect: "Allow", Action: actions, Resource: "*" });
const both = allow("bedrock:CallWithBearerToken", "bedrock:InvokeModel");

async function rigWith(changes: Partial<SeedBedrockApiKey> = {}): Promise<Rig> {
  const key = { apiKey, accountId: "111122223333", userName: "BedrockAPIKey-abcd", ...changes };
  const bedrockApiKeys = [{ inlinePolicy: { Statement: both }, ...key }];
  return startRig({ seed: { ...defaultSeed, bedrockApiKeys } });
}

const call = (rig: Rig, authorization: string): Promise<Reply> =>
  rig.send("POST", target, { headers: { authorization }, body });

test("a seeded key is answered like a signature, and the trail names the IAM user and the bearer token", async () => {
  await using rig = await rigWith();
  expect((await call(rig, `Bearer ${apiKey}`)).status).toBe(200);
  expect(rig.mock.events().at(-1)).toMatchObject({
    eventName: "Converse",
    awsRegion: "us-east-1",
    userIdentity: {
      type: "IAMUser",
      principalId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      arn: "arn:aws:iam::111122223333:user/BedrockAPIKey-abcd",
      userName: "BedrockAPIKey-abcd",
    },
    additionalEventData: { callWithBearerToken: true },
    recipientAccountId: "111122223333",
  });
});

test.each([
  ["another token", `Bearer ${apiKey}x`],
  ["no token", "Bearer "],
  ["two spaces", `Bearer  ${apiKey}`],
  ["a word after it", `Bearer ${apiKey} more`],
])("%s is refused as no valid key", async (_, authorization) => {
  await using rig = await rigWith();
  const reply = await call(rig, authorization);
  expect(reply.status).toBe(403);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^AccessDeniedException:/);
  expect(reply.text).toBe('{"Message":"Authentication failed: Please make sure your API Key is valid."}');
  expect(rig.mock.events()).toEqual([]);
});

test.each([apiKey, `bearer ${apiKey}`, `Basic ${apiKey}`])(
  "what is no bearer token is no signature either: %s",
  async (authorization) => {
    await using rig = await rigWith();
    const reply = await call(rig, authorization);
    expect(reply.status).toBe(403);
    expect(reply.headers.get("x-amzn-errortype")).not.toMatch(/^AccessDeniedException:/);
  },
);

test.each([
  [-1, 403, "Bearer Token has expired"],
  [0, 403, "Bearer Token has expired"],
  [1, 200, undefined],
])("a key with %d ms left answers %d", async (left, status, message) => {
  await using rig = await rigWith({ expiresAt: new Date(startOfTime + left).toISOString() });
  const reply = await call(rig, `Bearer ${apiKey}`);
  expect([reply.status, reply.json["message"]]).toEqual([status, message]);
});

test.each([
  [
    "without a policy",
    [],
    "bedrock:CallWithBearerToken on resource: arn:aws:bedrock:us-east-1:111122223333:*",
  ],
  ["without CallWithBearerToken", [allow("bedrock:InvokeModel")], "bedrock:CallWithBearerToken"],
  ["without the call", [allow("bedrock:CallWithBearerToken")], "bedrock:InvokeModel"],
])("a key %s is denied by name", async (_, statements, denied) => {
  const inlinePolicy = statements.length === 0 ? undefined : { Statement: statements };
  await using rig = await rigWith({ inlinePolicy });
  const reply = await call(rig, `Bearer ${apiKey}`);
  expect(reply.status).toBe(403);
  expect(reply.json["message"]).toContain(
    `User: arn:aws:iam::111122223333:user/BedrockAPIKey-abcd is not authorized to perform: ${denied}`,
  );
  expect(rig.mock.events().at(-1)).toMatchObject({ errorCode: "AccessDenied" });
});

test("a key is a key for Bedrock only, and none is known without a seed", async () => {
  await using rig = await startRig();
  expect((await call(rig, `Bearer ${apiKey}`)).status).toBe(403);
  await using seeded = await rigWith();
  const portal = await seeded.send("GET", "/assignment/accounts", {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  expect(portal.status).toBe(401);
});
