/** The frames of ConverseStream, in `application/vnd.amazon.eventstream`. */

import { EventStreamCodec } from "@smithy/eventstream-codec";
import type { Answer } from "./answer.ts";

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")),
  (text) => Buffer.from(text, "utf8"),
);

/** @see bedrock-runtime ConverseStream, ConverseStreamOutput */
export function eventStreamOf(answer: Answer, latencyMs: number): readonly Uint8Array[] {
  return [
    frame("messageStart", { role: "assistant" }),
    ...answer.pieces.map((text) => frame("contentBlockDelta", { contentBlockIndex: 0, delta: { text } })),
    frame("contentBlockStop", { contentBlockIndex: 0 }),
    frame("messageStop", { stopReason: answer.stopReason }),
    frame("metadata", { metrics: { latencyMs }, usage: answer.usage }),
  ];
}

function frame(eventType: string, payload: unknown): Uint8Array {
  return codec.encode({
    headers: {
      ":event-type": { type: "string", value: eventType },
      ":content-type": { type: "string", value: "application/json" },
      ":message-type": { type: "string", value: "event" },
    },
    body: Buffer.from(JSON.stringify(payload), "utf8"),
  });
}
