/** A Bedrock whose every answer a test writes by hand, frame by frame: for what no well-behaved server does. */
import { EventStreamCodec } from "@smithy/eventstream-codec";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

export interface ConverseRequest {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly messages: readonly {
      readonly role: string;
      readonly content: readonly { readonly text: string }[];
    }[];
    readonly serviceTier?: { readonly type: string };
  };
}

export interface FakeBedrock extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly ConverseRequest[];
  /** The turns of the last request, as `role: text`. */
  lastTurns(): string[];
}

export type Respond = (answer: FakeAnswer, request: ConverseRequest, index: number) => void;

export interface FakeAnswer {
  /** Refuses before any stream. */
  refuse(status: number, errorName: string, message?: string): void;
  text(text: string): void;
  /** A modelled or unmodelled exception in the middle of the stream. */
  exception(type: string, message?: string): void;
  /** An error frame, which has no model at all. */
  error(code: string): void;
  stop(): void;
  /** Ends the stream without saying that the message stopped. */
  cut(): void;
  reset(): void;
}

const utf8 = new TextDecoder();
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === "string" ? bytes : utf8.decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

export async function fakeBedrock(respond: Respond): Promise<FakeBedrock> {
  const requests: ConverseRequest[] = [];
  const server = createServer((message, response) => {
    void json(message).then((body) => {
      const request = { url: message.url ?? "", headers: message.headers, body } as ConverseRequest;
      requests.push(request);
      return respond(answerOn(response), request, requests.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    lastTurns: () =>
      (requests.at(-1)?.body.messages ?? []).map(({ role, content }) => `${role}: ${content[0]?.text}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answerOn(response: ServerResponse): FakeAnswer {
  const frame = (kind: Record<string, string>, payload: unknown): void => {
    if (!response.headersSent) {
      response.writeHead(200, {
        "content-type": "application/vnd.amazon.eventstream",
        "x-amzn-requestid": "request-of-the-stream",
      });
    }
    const headers = Object.entries({ ":content-type": "application/json", ...kind }).map(
      ([name, value]) => [name, { type: "string" as const, value }] as const,
    );
    const body = new TextEncoder().encode(JSON.stringify(payload));
    response.write(codec.encode({ headers: Object.fromEntries(headers), body }));
  };
  const event = (type: string, payload: unknown): void =>
    frame({ ":message-type": "event", ":event-type": type }, payload);
  return {
    refuse(status, errorName, message = "planted-detail") {
      const headers = {
        "content-type": "application/json",
        "x-amzn-errortype": errorName,
        "x-amzn-requestid": "r-1",
      };
      response.writeHead(status, headers).end(JSON.stringify({ message }));
    },
    text: (text) => event("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }),
    exception(type, message = "planted-detail") {
      frame({ ":message-type": "exception", ":exception-type": type }, { message });
      response.end();
    },
    error(code) {
      frame({ ":message-type": "error", ":error-code": code, ":error-message": "planted-detail" }, {});
      response.end();
    },
    stop() {
      event("messageStop", { stopReason: "end_turn" });
      event("metadata", {
        usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
        metrics: { latencyMs: 1 },
      });
      response.end();
    },
    cut: () => void response.end(),
    reset: () => void response.destroy(),
  };
}
