/**
 * The program inside the sandbox: reads prompts, streams Bedrock's answers. Knows nothing of Identity Center.
 * Bundled into one file, so that the sandbox needs to show it nothing else of the app.
 */
import { createInterface } from "node:readline";
import { ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import type { BedrockRuntimeClient, Message } from "@aws-sdk/client-bedrock-runtime";
import { bedrockClient } from "./bedrock-client.ts";
import { workerCommandSchema } from "./protocol.ts";
import type { StartCommand, WorkerCommand, WorkerEvent } from "./protocol.ts";
import { describeFailure } from "./worker-error.ts";

interface Conversation {
  readonly client: BedrockRuntimeClient;
  readonly start: StartCommand;
  readonly messages: Message[];
}

function emit(event: WorkerEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function readCommand(line: string): WorkerCommand | undefined {
  try {
    return workerCommandSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

async function answer(conversation: Conversation, text: string): Promise<void> {
  const { client, start, messages } = conversation;
  const prompt: Message = { role: "user", content: [{ text }] };
  const response = await client.send(
    new ConverseStreamCommand({
      modelId: start.modelId,
      messages: [...messages, prompt],
      ...(start.serviceTier === undefined ? {} : { serviceTier: { type: start.serviceTier } }),
    }),
  );
  let reply = "";
  let stopReason = "unknown";
  let usage = { inputTokens: 0, outputTokens: 0 };
  for await (const event of response.stream ?? []) {
    const delta = event.contentBlockDelta?.delta?.text;
    if (delta !== undefined) {
      reply += delta;
      emit({ type: "delta", text: delta });
    }
    stopReason = event.messageStop?.stopReason ?? stopReason;
    usage = {
      inputTokens: event.metadata?.usage?.inputTokens ?? usage.inputTokens,
      outputTokens: event.metadata?.usage?.outputTokens ?? usage.outputTokens,
    };
  }
  messages.push(prompt, { role: "assistant", content: [{ text: reply }] });
  emit({ type: "answered", stopReason, ...usage });
}

async function main(): Promise<void> {
  let conversation: Conversation | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const command = readCommand(line);
    if (command?.type === "start" && conversation === undefined) {
      conversation = { client: bedrockClient(command, process.env), start: command, messages: [] };
      emit({ type: "ready" });
    } else if (command?.type === "prompt" && conversation !== undefined) {
      await answer(conversation, command.text).catch((error: unknown) => emit(describeFailure(error)));
    } else {
      emit({ type: "failed", code: "bad-command", errorName: "BadCommand" });
    }
  }
  conversation?.client.destroy();
}

await main();
