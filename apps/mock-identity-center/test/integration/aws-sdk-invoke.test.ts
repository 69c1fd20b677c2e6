/** InvokeModel and InvokeModelWithResponseStream with the AWS SDK for JavaScript, over both transports. */

import {
  AccessDeniedException,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { expect, test } from "vitest";
import { bedrock, getCredentials, signIn, startWallClockRig, transports } from "../support/aws-sdk.ts";
import { useHostileEnvironment } from "../support/hostile-environment.ts";

useHostileEnvironment();

const input = {
  modelId: "us.anthropic.claude-sonnet-4-20250514-v1:0",
  contentType: "application/json",
  accept: "application/json",
  body: JSON.stringify({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 100,
    messages: [{ role: "user", content: "Grüße, wie geht es?" }],
  }),
};
const expected = "This is Claude Sonnet 4 (mock). Your message has 4 words: Grüße, wie geht es?";
const usage = { input_tokens: 4, output_tokens: 15 };

test.for(transports)("Bedrock over %s: InvokeModel", async ([, transport]) => {
  await using rig = await startWallClockRig();
  const client = bedrock(rig, { credentials: await getCredentials(rig, await signIn(rig)), ...transport });
  const { body, contentType } = await client.send(new InvokeModelCommand(input));
  expect(contentType).toBe("application/json");
  expect(JSON.parse(body.transformToString())).toMatchObject({
    content: [{ type: "text", text: expected }],
    stop_reason: "end_turn",
    usage,
  });
  client.destroy();
});

test.for(transports)("Bedrock over %s: InvokeModelWithResponseStream", async ([, transport]) => {
  await using rig = await startWallClockRig();
  const client = bedrock(rig, { credentials: await getCredentials(rig, await signIn(rig)), ...transport });
  const { body, contentType } = await client.send(new InvokeModelWithResponseStreamCommand(input));
  expect(contentType).toBe("application/json");
  const events: { type: string; delta?: { text?: string } }[] = [];
  for await (const { chunk } of body ?? []) {
    const event: unknown = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString());
    events.push(event as (typeof events)[number]);
  }
  expect(events.map((event) => event.delta?.text ?? "").join("")).toBe(expected);
  expect(events.map(({ type }) => type).filter((type) => type !== "content_block_delta")).toEqual([
    "message_start",
    "content_block_start",
    "content_block_stop",
    "message_delta",
    "message_stop",
  ]);
  expect(events[0]).toMatchObject({
    message: { role: "assistant", content: [], usage: { input_tokens: 4 } },
  });
  expect(events.at(-2)).toMatchObject({
    delta: { stop_reason: "end_turn" },
    usage: { output_tokens: usage.output_tokens },
  });
  expect(events.at(-1)).toMatchObject({
    "amazon-bedrock-invocationMetrics": { inputTokenCount: 4, outputTokenCount: usage.output_tokens },
  });
  client.destroy();
});

test.for(transports)(
  "Bedrock over %s: a denied InvokeModel is AccessDeniedException",
  async ([, transport]) => {
    await using rig = await startWallClockRig();
    rig.mock.putPermissionSet({ name: "BedrockInference" });
    const client = bedrock(rig, { credentials: await getCredentials(rig, await signIn(rig)), ...transport });
    await expect(client.send(new InvokeModelCommand(input))).rejects.toBeInstanceOf(AccessDeniedException);
    client.destroy();
  },
);
