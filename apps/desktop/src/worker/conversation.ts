/**
 * One conversation with a model. The model is told what the person saw: an answer that was cancelled stays as far as
 * it came, an answer that failed is forgotten together with its prompt, so that the prompt can be sent again.
 */
import { ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import type { BedrockRuntimeClient, ConverseStreamOutput, Message } from "@aws-sdk/client-bedrock-runtime";
import type { StartCommand, WorkerEvent } from "./protocol.ts";
import { describeFailure } from "./worker-error.ts";

export interface Conversation {
  /** Emits the answer's deltas and its end; never rejects. */
  answer(prompt: string, emit: (event: WorkerEvent) => void, signal: AbortSignal): Promise<void>;
}

/** What has arrived of an answer. */
interface Reply {
  text: string;
  stopReason: string | undefined;
  inputTokens: number;
  outputTokens: number;
}

export function createConversation(
  client: Pick<BedrockRuntimeClient, "send">,
  { modelId, serviceTier }: StartCommand,
): Conversation {
  const messages: Message[] = [];

  const request = (prompt: Message): ConverseStreamCommand =>
    new ConverseStreamCommand({
      modelId,
      messages: [...messages, prompt],
      ...(serviceTier === undefined ? {} : { serviceTier: { type: serviceTier } }),
    });

  /** Bedrock refuses a message without text, and with it every later turn. */
  const remember = (prompt: Message, { text }: Reply): void => {
    if (text.trim() !== "") messages.push(prompt, message("assistant", text));
  };

  return {
    async answer(text, emit, signal) {
      const prompt = message("user", text);
      const reply: Reply = { text: "", stopReason: undefined, inputTokens: 0, outputTokens: 0 };
      try {
        signal.throwIfAborted();
        const response = await client.send(request(prompt), { abortSignal: signal });
        await readReply(response.stream, reply, emit, signal);
        remember(prompt, reply);
        const { stopReason = "unknown", inputTokens, outputTokens } = reply;
        emit({ type: "answered", stopReason, inputTokens, outputTokens });
      } catch (error) {
        if (!signal.aborted) return emit(describeFailure(error, modelId));
        remember(prompt, reply);
        emit({ type: "cancelled" });
      }
    },
  };
}

async function readReply(
  stream: AsyncIterable<ConverseStreamOutput> | undefined,
  reply: Reply,
  emit: (event: WorkerEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of stream ?? []) {
    // What arrives after the person pressed stop was not seen.
    signal.throwIfAborted();
    const delta = event.contentBlockDelta?.delta?.text;
    if (delta !== undefined) {
      reply.text += delta;
      emit({ type: "delta", text: delta });
    }
    reply.stopReason = event.messageStop?.stopReason ?? reply.stopReason;
    reply.inputTokens = event.metadata?.usage?.inputTokens ?? reply.inputTokens;
    reply.outputTokens = event.metadata?.usage?.outputTokens ?? reply.outputTokens;
  }
  signal.throwIfAborted();
  if (reply.stopReason === undefined) {
    throw Object.assign(new Error("the stream ended in the middle of the answer"), {
      name: "IncompleteStream",
    });
  }
}

function message(role: "user" | "assistant", text: string): Message {
  return { role, content: [{ text }] };
}
