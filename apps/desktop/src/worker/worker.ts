/**
 * The program inside the sandbox: reads prompts, streams Bedrock's answers. Knows nothing of Identity Center.
 * Bundled into one file, so that the sandbox needs to show it nothing else of the app.
 */
import { createInterface } from "node:readline";
import { bedrockClient } from "./bedrock-client.ts";
import { createConversation } from "./conversation.ts";
import { workerCommandSchema } from "./protocol.ts";
import type { StartCommand, WorkerCommand, WorkerEvent } from "./protocol.ts";

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

interface Running {
  prompt(text: string): void;
  cancel(): void;
  end(): Promise<void>;
}

/** Prompts wait their turn, while a cancel is heard at once. */
function run(start: StartCommand): Running {
  const client = bedrockClient(start, process.env);
  const conversation = createConversation(client, start);
  const unfinished: AbortController[] = [];
  let turn = Promise.resolve();
  return {
    prompt(text) {
      const controller = new AbortController();
      unfinished.push(controller);
      turn = turn
        .then(() => conversation.answer(text, emit, controller.signal))
        .then(() => void unfinished.shift());
    },
    cancel: () => unfinished[0]?.abort(),
    async end() {
      for (const controller of unfinished) controller.abort();
      await turn;
      client.destroy();
    },
  };
}

async function main(): Promise<void> {
  let running: Running | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const command = readCommand(line);
    if (command?.type === "start" && running === undefined) {
      running = run(command);
      emit({ type: "ready" });
    } else if (command?.type === "prompt" && running !== undefined) {
      running.prompt(command.text);
    } else if (command?.type === "cancel" && running !== undefined) {
      running.cancel();
    } else {
      emit({ type: "failed", code: "bad-command", errorName: "BadCommand" });
    }
  }
  // The app has gone, and with it everybody who would read an answer.
  await running?.end();
}

await main();
