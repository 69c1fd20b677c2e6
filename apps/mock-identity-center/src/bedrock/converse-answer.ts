/** Answers of Converse, and of ConverseStream in frames. */

import type { Context } from "../core/context.ts";
import { jsonResponse } from "../core/wire.ts";
import type { Call, WireResponse } from "../core/wire.ts";
import { latencyMs } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { eventFrame, eventStreamResponse } from "./event-stream.ts";

/** @see bedrock-runtime ConverseResponse */
export function converse(_: Context, call: Call, _modelId: string, answer: Answer): WireResponse {
  return jsonResponse(call, 200, {
    metrics: { latencyMs },
    output: { message: { content: [{ text: answer.pieces.join("") }], role: "assistant" } },
    stopReason: answer.stopReason,
    usage: answer.usage,
  });
}

/** @see bedrock-runtime ConverseStreamOutput */
export function converseStream(_: Context, call: Call, _modelId: string, answer: Answer): WireResponse {
  return eventStreamResponse(call, [
    eventFrame("messageStart", { role: "assistant" }),
    ...answer.pieces.map((text) =>
      eventFrame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }),
    ),
    eventFrame("contentBlockStop", { contentBlockIndex: 0 }),
    eventFrame("messageStop", { stopReason: answer.stopReason }),
    eventFrame("metadata", { metrics: { latencyMs }, usage: answer.usage }),
  ]);
}
