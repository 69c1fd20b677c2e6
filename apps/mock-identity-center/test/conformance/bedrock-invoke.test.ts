/** InvokeModel over raw HTTP: the body of Anthropic's Messages API, its answer, and Bedrock's headers. */

import { expect, test } from "vitest";
import { defaultSeed } from "../../src/index.ts";
import { startRig } from "../support/rig.ts";
import { mintKeys, postSigned } from "../support/sign.ts";

const modelId = "us.anthropic.claude-sonnet-4-20250514-v1:0";
const target = `/model/${encodeURIComponent(modelId)}/invoke`;
const request = {
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 100,
  system: "Be short.",
  messages: [{ role: "user", content: "How are you?" }],
};
const prompt = JSON.stringify(request);

test("the answer has the form of the Messages API, and the counts are in headers too", async () => {
  await using rig = await startRig();
  const { status, headers, json } = await postSigned(rig, await mintKeys(rig), target, prompt);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("application/json");
  expect(Object.keys(json)).toEqual([
    "model",
    "id",
    "type",
    "role",
    "content",
    "stop_reason",
    "stop_sequence",
    "usage",
  ]);
  expect(json).toEqual({
    model: "claude-sonnet-4-20250514",
    id: expect.stringMatching(/^msg_bdrk_01[\dA-Za-z]{22}$/),
    type: "message",
    role: "assistant",
    content: [
      { type: "text", text: "This is Claude Sonnet 4 (mock). Your message has 3 words: How are you?" },
    ],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 14 },
  });
  expect(headers.get("x-amzn-bedrock-input-token-count")).toBe("5");
  expect(headers.get("x-amzn-bedrock-output-token-count")).toBe("14");
  expect(headers.get("x-amzn-bedrock-invocation-latency")).toBe("42");
});

test("content may be blocks, and max_tokens cuts the answer and says so", async () => {
  await using rig = await startRig();
  const content = [
    { type: "text", text: "one two" },
    { type: "image", source: {} },
    { type: "text", text: "three" },
  ];
  const body = {
    ...request,
    max_tokens: 2,
    system: [{ type: "text", text: "x" }],
    messages: [{ role: "user", content }],
  };
  const { json } = await postSigned(rig, await mintKeys(rig), target, JSON.stringify(body));
  expect(json).toMatchObject({
    content: [{ type: "text", text: "This is " }],
    stop_reason: "max_tokens",
    usage: { input_tokens: 4, output_tokens: 2 },
  });
});

test.for([
  ["not JSON", "{", /^Malformed input request/],
  ["no anthropic_version", { anthropic_version: undefined }, /^anthropic_version: Field required$/],
  ["another anthropic_version", { anthropic_version: "2023-06-01" }, /^anthropic_version: Input should be/],
  ["no max_tokens", { max_tokens: undefined }, /^max_tokens: Field required$/],
  ["max_tokens of 0", { max_tokens: 0 }, /^max_tokens: Input should be/],
  ["no messages", { messages: undefined }, /^messages: Field required$/],
  ["an empty list of messages", { messages: [] }, /^messages: Input should be/],
  ["an empty content", { messages: [{ role: "user", content: "" }] }, /^messages: Input should be/],
  ["a message of the system", { messages: [{ role: "system", content: "x" }] }, /^messages: Input should be/],
  [
    "an assistant speaking first",
    { messages: [{ role: "assistant", content: "x" }] },
    /^messages: first message/,
  ],
] as const)("a body with %s is ValidationException", async ([, change, message]) => {
  await using rig = await startRig();
  const body = typeof change === "string" ? change : JSON.stringify({ ...request, ...change });
  const reply = await postSigned(rig, await mintKeys(rig), target, body);
  expect(reply.status).toBe(400);
  expect(reply.headers.get("x-amzn-errortype")).toMatch(/^ValidationException:/);
  expect(String(reply.json["message"])).toMatch(message);
});

test("the policy decides: bedrock:InvokeModel does not allow the stream, and the trail tells both calls", async () => {
  const instances = defaultSeed.instances.map((instance) => ({
    ...instance,
    permissionSets: [
      {
        name: "BedrockInference",
        inlinePolicy: {
          Statement: { Effect: "Allow" as const, Action: "bedrock:InvokeModel", Resource: "*" },
        },
      },
      ...instance.permissionSets.filter(({ name }) => name !== "BedrockInference"),
    ],
  }));
  await using rig = await startRig({ seed: { ...defaultSeed, instances } });
  const keys = await mintKeys(rig);
  expect((await postSigned(rig, keys, target, prompt)).status).toBe(200);
  const refused = await postSigned(rig, keys, `${target}-with-response-stream`, prompt);
  expect([refused.status, refused.headers.get("x-amzn-errortype")?.split(":")[0]]).toEqual([
    403,
    "AccessDeniedException",
  ]);
  expect(refused.json["message"]).toMatch(
    /^User: arn:aws:sts::\d{12}:assumed-role\/\S+ is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:\S+ because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action$/,
  );
  expect(rig.mock.events().slice(-2)).toMatchObject([
    { eventName: "InvokeModel", requestParameters: { modelId } },
    { eventName: "InvokeModelWithResponseStream", errorCode: "AccessDenied" },
  ]);
});

test("the stream is made of frames with Bedrock's content types", async () => {
  await using rig = await startRig();
  const reply = await postSigned(rig, await mintKeys(rig), `${target}-with-response-stream`, prompt);
  expect(reply.headers.get("content-type")).toBe("application/vnd.amazon.eventstream");
  expect(reply.headers.get("x-amzn-bedrock-content-type")).toBe("application/json");
  expect(reply.text).toMatch(/:event-type\W+chunk\W+:content-type\W+application\/json/);
});

test("an unsigned call is refused before its body is looked at", async () => {
  await using rig = await startRig();
  expect((await rig.send("POST", target, { body: "{" })).json["message"]).toBe(
    "Missing Authentication Token",
  );
});

test("a fault script knows InvokeModel by name and answers in Bedrock's form", async () => {
  await using rig = await startRig();
  rig.mock.faults.add({ kind: "error", operation: "InvokeModel", status: 429, error: "ThrottlingException" });
  const reply = await postSigned(rig, await mintKeys(rig), target, prompt);
  expect([reply.status, reply.headers.get("x-amzn-errortype")?.split(":")[0]]).toEqual([
    429,
    "ThrottlingException",
  ]);
  expect(Object.keys(reply.json)).toEqual(["message"]);
});
