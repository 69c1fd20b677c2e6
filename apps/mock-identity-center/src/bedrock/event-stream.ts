/** Streams of frames, `application/vnd.amazon.eventstream`. */

import type * as Codec from "@smithy/eventstream-codec";
import { createRequire } from "node:module";
import type { Call, WireResponse } from "../core/wire.ts";

let codec: Codec.EventStreamCodec | undefined;

/** Loaded with the first frame: most mocks never send one, and would start later for it. */
function loadCodec(): Codec.EventStreamCodec {
  const { EventStreamCodec } = createRequire(import.meta.url)("@smithy/eventstream-codec") as typeof Codec;
  return new EventStreamCodec(
    (bytes) => (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")),
    (text) => Buffer.from(text, "utf8"),
  );
}

export function eventFrame(eventType: string, payload: unknown): Uint8Array {
  codec ??= loadCodec();
  return codec.encode({
    headers: {
      ":event-type": { type: "string", value: eventType },
      ":content-type": { type: "string", value: "application/json" },
      ":message-type": { type: "string", value: "event" },
    },
    body: Buffer.from(JSON.stringify(payload), "utf8"),
  });
}

export function eventStreamResponse(
  call: Call,
  frames: readonly Uint8Array[],
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return {
    status: 200,
    headers: {
      "content-type": "application/vnd.amazon.eventstream",
      "x-amzn-requestid": call.requestId,
      ...headers,
    },
    body: frames,
  };
}
