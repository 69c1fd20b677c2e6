/** Converse and ConverseStream over raw HTTP: who may call, what is answered, what the trail tells. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import type { Seed, SeedStatement } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const target = `/model/${encodeURIComponent(modelId)}/converse`;
const prompt = JSON.stringify({ messages: [{ role: "user", content: [{ text: "How are you?" }] }] });
const hour = 3_600_000;

test("a signed Converse is answered with text made from the prompt, stop reason and usage", async () => {
  await using rig = await startRig();
  const { status, json } = await postSigned(rig, await mintKeys(rig), target, prompt);
  expect(status).toBe(200);
  expect(json).toEqual({
    output: {
      message: {
        role: "assistant",
        content: [{ text: "This is Claude Sonnet 4 (mock). Your message has 3 words: How are you?" }],
      },
    },
    stopReason: "end_turn",
    usage: { inputTokens: 3, outputTokens: 14, totalTokens: 17 },
    metrics: { latencyMs: 42 },
  });
});

test("maxTokens cuts the answer and says so", async () => {
  await using rig = await startRig();
  const body = JSON.stringify({ ...(JSON.parse(prompt) as object), inferenceConfig: { maxTokens: 2 } });
  const { json } = await postSigned(rig, await mintKeys(rig), target, body);
  expect(json).toMatchObject({ stopReason: "max_tokens", usage: { outputTokens: 2 } });
});

test("an unsigned call is refused", async () => {
  await using rig = await startRig();
  const reply = await rig.send("POST", target, { body: prompt });
  expect([reply.status, reply.json["message"]]).toEqual([403, "Missing Authentication Token"]);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^MissingAuthenticationTokenException:/);
});

test("a key that the mock did not mint is UnrecognizedClientException", async () => {
  await using rig = await startRig();
  const keys = { ...(await mintKeys(rig)), accessKeyId: "ASIAAAAAAAAAAAAAAAAA" };
  const reply = await postSigned(rig, keys, target, prompt);
  expect(reply.status).toBe(403);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^UnrecognizedClientException:/);
  expect(reply.text).toBe('{"message":"The security token included in the request is invalid."}');
});

test("the session token is required, and must be the key's own", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  const other = await mintKeys(rig);
  const mixed = await postSigned(rig, { ...keys, sessionToken: other.sessionToken }, target, prompt);
  expect(mixed.headers.get("x-amzn-errortype")).toMatch(/^UnrecognizedClientException:/);
  const absent = await postSigned(
    rig,
    keys,
    target,
    prompt,
    {},
    ({ authorization = "", "x-amz-date": date = "" }) => ({
      authorization: authorization.replace(";x-amz-security-token", ""),
      "x-amz-date": date,
    }),
  );
  expect(absent.headers.get("x-amzn-errortype")).toMatch(/^UnrecognizedClientException:/);
});

test("credentials expire by the mock's clock, to the second", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  rig.mock.clock.advance(8 * hour - 1);
  expect((await postSigned(rig, keys, target, prompt)).status).toBe(200);
  rig.mock.clock.advance(1);
  const reply = await postSigned(rig, keys, target, prompt);
  expect(reply.status).toBe(403);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^ExpiredTokenException:/);
  expect(reply.text).toBe('{"message":"The security token included in the request is expired"}');
});

test("a wrong secret is InvalidSignatureException", async () => {
  await using rig = await startRig();
  const keys = { ...(await mintKeys(rig)), secretAccessKey: "a".repeat(40) };
  const reply = await postSigned(rig, keys, target, prompt);
  expect(reply.status).toBe(403);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^InvalidSignatureException:/);
});

test("signature dates are checked against the wall clock by default", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  const reply = await postSigned(rig, keys, target, prompt, { at: rig.mock.clock.now() });
  expect(String(reply.json["message"])).toMatch(/^Signature expired: /);
});

test("signatureClock mock checks signature dates against the mock's clock", async () => {
  await using rig = await startRig({ signatureClock: "mock" });
  const keys = await mintKeys(rig);
  expect((await postSigned(rig, keys, target, prompt, { at: rig.mock.clock.now() })).status).toBe(200);
  expect(String((await postSigned(rig, keys, target, prompt)).json["message"])).toMatch(
    /^Signature not yet current: /,
  );
});

test("only the seeded Bedrock regions and the service bedrock are signed for", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  expect((await postSigned(rig, keys, target, prompt, { region: "us-west-2" })).status).toBe(200);
  expect((await postSigned(rig, keys, target, prompt, { region: "eu-west-1" })).json["message"]).toMatch(
    /valid region/,
  );
  expect((await postSigned(rig, keys, target, prompt, { service: "sts" })).json["message"]).toMatch(
    /service: 'bedrock'/,
  );
});

test("an unknown model is ValidationException", async () => {
  await using rig = await startRig();
  const reply = await postSigned(rig, await mintKeys(rig), "/model/nobody.knows-v1/converse", prompt);
  expect([reply.status, reply.json["message"]]).toEqual([400, "The provided model identifier is invalid."]);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^ValidationException:/);
});

test("a model may be named by its ARN", async () => {
  await using rig = await startRig();
  const arn = `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${modelId}`;
  const reply = await postSigned(
    rig,
    await mintKeys(rig),
    `/model/${encodeURIComponent(arn)}/converse`,
    prompt,
  );
  expect(reply.status).toBe(200);
});

test.for([
  ["not JSON", "{", /Malformed input/],
  ["no messages", "{}", /messages/],
  ["a text that is none", '{"messages":[{"role":"user","content":[{"text":{"text":"x"}}]}]}', /messages/],
  ["an empty content", '{"messages":[{"role":"user","content":[]}]}', /messages/],
  [
    "an assistant speaking first",
    '{"messages":[{"role":"assistant","content":[{"text":"x"}]}]}',
    /start with a user/,
  ],
  ["maxTokens of 0", prompt.replace(/}$/, ',"inferenceConfig":{"maxTokens":0}}'), /maxTokens/],
] as const)("a body with %s is ValidationException", async ([, body, message]) => {
  await using rig = await startRig();
  const reply = await postSigned(rig, await mintKeys(rig), target, body);
  expect(reply.status).toBe(400);
  expect(String(reply.json["message"])).toMatch(message);
});

function seedAllowing(...statements: readonly SeedStatement[]): Seed {
  const instances = defaultSeed.instances.map((instance) => ({
    ...instance,
    permissionSets: [{ name: "BedrockInference", inlinePolicy: { Statement: statements } }],
    assignments: instance.assignments.filter(({ permissionSet }) => permissionSet === "BedrockInference"),
  }));
  return { ...defaultSeed, instances };
}

test("a permission set without a policy for Bedrock is AccessDeniedException, in AWS's words", async () => {
  await using rig = await startRig();
  const reply = await postSigned(rig, await mintKeys(rig, "grace.hopper", "ReadOnly"), target, prompt);
  expect(reply.status).toBe(403);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^AccessDeniedException:/);
  expect(reply.json["message"]).toMatch(
    /^User: arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_ReadOnly_[\da-f]{16}\/grace\.hopper is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:111122223333:inference-profile\/us\.anthropic\.claude-sonnet-4-20250514-v1:0 because no identity-based policy allows the bedrock:InvokeModel action$/,
  );
});

test("the profile alone is not enough: its foundation model must be allowed too", async () => {
  const seed = seedAllowing({
    Effect: "Allow",
    Action: "bedrock:*",
    Resource: "arn:aws:bedrock:*:*:inference-profile/*",
  });
  await using rig = await startRig({ seed });
  const reply = await postSigned(rig, await mintKeys(rig), target, prompt);
  expect(reply.json["message"]).toMatch(/foundation-model\/anthropic\.claude-sonnet-4-20250514-v1:0 because/);
});

test("InvokeModel does not allow streaming", async () => {
  await using rig = await startRig({
    seed: seedAllowing({ Effect: "Allow", Action: "bedrock:InvokeModel", Resource: "*" }),
  });
  const keys = await mintKeys(rig);
  expect((await postSigned(rig, keys, target, prompt)).status).toBe(200);
  const stream = await postSigned(rig, keys, `${target}-stream`, prompt);
  expect(stream.json["message"]).toMatch(/perform: bedrock:InvokeModelWithResponseStream/);
});

test("an explicit deny is told as one", async () => {
  const allow: SeedStatement = { Effect: "Allow", Action: "bedrock:*", Resource: "*" };
  const deny: SeedStatement = { Effect: "Deny", Action: "bedrock:Invoke*", Resource: "*sonnet*" };
  await using rig = await startRig({ seed: seedAllowing(allow, deny) });
  const reply = await postSigned(rig, await mintKeys(rig), target, prompt);
  expect(reply.json["message"]).toMatch(/with an explicit deny in an identity-based policy$/);
});

test("the trail tells the model, the person behind the role, and the request id of the answer", async () => {
  await using rig = await startRig();
  const reply = await postSigned(rig, await mintKeys(rig), target, prompt);
  const event = rig.mock.events().at(-1);
  expect(event).toMatchObject({
    eventVersion: "1.11",
    eventTime: "2026-01-15T12:00:00Z",
    eventSource: "bedrock.amazonaws.com",
    eventName: "Converse",
    awsRegion: "us-east-1",
    requestParameters: { modelId },
    requestID: reply.headers.get("x-amzn-requestid"),
    userIdentity: {
      type: "AssumedRole",
      accountId: "111122223333",
      arn: expect.stringMatching(
        /:assumed-role\/AWSReservedSSO_BedrockInference_[\da-f]{16}\/ada\.lovelace$/,
      ),
      sessionContext: { sessionIssuer: { type: "Role" } },
      onBehalfOf: {
        userId: expect.any(String),
        identityStoreArn: expect.stringMatching(/identitystore\/d-9067abcdef$/),
      },
    },
  });
  expect(event).not.toHaveProperty("errorCode");
});

test("the trail tells denied calls, and nothing of calls without a valid signature", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig, "grace.hopper", "ReadOnly");
  await postSigned(rig, keys, target, prompt);
  expect(rig.mock.events().at(-1)).toMatchObject({ eventName: "Converse", errorCode: "AccessDenied" });
  const count = rig.mock.events().length;
  await postSigned(rig, { ...keys, secretAccessKey: "wrong" }, target, prompt);
  expect(rig.mock.events()).toHaveLength(count);
});

test("credentials outlive logout, revocation and the user's account", async () => {
  await using rig = await startRig();
  const keys = await mintKeys(rig);
  rig.mock.revokeSession(rig.mock.sessions()[0]?.id ?? "");
  rig.mock.setUserEnabled("ada.lovelace", false);
  expect((await postSigned(rig, keys, target, prompt)).status).toBe(200);
});
