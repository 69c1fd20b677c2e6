/** Answers of InvokeModel, in the form of Anthropic's Messages API as Bedrock carries it. */

import type { Context } from "../core/context.ts";
import { randomLetters } from "../core/random.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { latencyMs } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { eventFrame, eventStreamResponse } from "./event-stream.ts";

/** @see Amazon Bedrock User Guide, "Anthropic Claude Messages API" */
export function invokeModel(context: Context, call: Call, modelId: string, answer: Answer): WireResponse {
  const { inputTokens, outputTokens } = answer.usage;
  const content = [{ type: "text", text: answer.pieces.join("") }];
  const body = {
    ...messageOf(context, modelId),
    content,
    stop_reason: answer.stopReason,
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens: outputTokens },
  };
  return jsonResponse(call, 200, body, {
    "x-amzn-bedrock-invocation-latency": String(latencyMs),
    "x-amzn-bedrock-input-token-count": String(inputTokens),
    "x-amzn-bedrock-output-token-count": String(outputTokens),
  });
}

/** Each event of Anthropic's stream is base64 in a frame `chunk`; the last one carries Bedrock's own counts. */
export function invokeModelWithResponseStream(
  context: Context,
  call: Call,
  modelId: string,
  answer: Answer,
): WireResponse {
  const { inputTokens, outputTokens } = answer.usage;
  const message = {
    ...messageOf(context, modelId),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: inputTokens, output_tokens: 1 },
  };
  const delta = { stop_reason: answer.stopReason, stop_sequence: null };
  const metrics = {
    inputTokenCount: inputTokens,
    outputTokenCount: outputTokens,
    invocationLatency: latencyMs,
    firstByteLatency: latencyMs,
  };
  const events = [
    { type: "message_start", message },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    ...answer.pieces.map((text) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "text_delta", text },
    })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta, usage: { output_tokens: outputTokens } },
    { type: "message_stop", "amazon-bedrock-invocationMetrics": metrics },
  ];
  return eventStreamResponse(call, events.map(chunkOf), {
    "x-amzn-bedrock-content-type": "application/json",
  });
}

function chunkOf(event: unknown): Uint8Array {
  return eventFrame("chunk", { bytes: Buffer.from(JSON.stringify(event)).toString("base64") });
}

function messageOf({ random }: Context, modelId: string): Record<string, unknown> {
  const letters = randomLetters(random, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 22);
  return { model: modelName(modelId), id: `msg_bdrk_01${letters}`, type: "message", role: "assistant" };
}

/** `claude-sonnet-4-20250514`, out of an id or an ARN with profile, vendor and version around it. */
function modelName(modelId: string): string {
  return modelId.replace(/^.*anthropic\./, "").replace(/-v\d+(?::\d+)?$/, "");
}
