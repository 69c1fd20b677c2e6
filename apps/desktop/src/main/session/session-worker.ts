/** The app's end of the conversation with a sandboxed worker. */
import { createInterface } from "node:readline";
import { workerEventSchema } from "../../worker/protocol.ts";
import type { StartCommand, WorkerCommand, WorkerErrorCode, WorkerEvent } from "../../worker/protocol.ts";
import { killTree } from "./kill-tree.ts";
import type { SandboxedProcess } from "./sandbox.ts";

export type Answer =
  | {
      readonly status: "answered";
      readonly text: string;
      readonly inputTokens: number;
      readonly outputTokens: number;
    }
  | {
      readonly status: "failed";
      readonly code: WorkerErrorCode;
      readonly errorName: string;
      readonly requestId?: string;
    }
  | { readonly status: "worker-ended" };

export interface SessionWorker {
  /** Sends one prompt and streams its answer; one prompt at a time. */
  ask(
    prompt: string,
    options?: { readonly onText?: (text: string) => void; readonly signal?: AbortSignal },
  ): Promise<Answer>;
  /** Ends the worker and everything it started. */
  stop(): Promise<void>;
}

/** Starts the conversation; resolves when the worker is ready, or with `undefined` when it ended before that. */
export async function converse(
  child: SandboxedProcess,
  start: StartCommand,
): Promise<SessionWorker | undefined> {
  // A worker that has ended answers by ending its output; the broken pipe and its last words add nothing.
  child.stdin.on("error", () => undefined);
  child.stderr.resume();
  const events = readEvents(child);
  send(child, start);
  const first = await events.next();
  if (first.done === true || first.value.type !== "ready") {
    await killTree(child);
    return undefined;
  }
  return {
    ask: (prompt, { onText, signal } = {}) => ask(child, events, prompt, onText, signal),
    stop: () => killTree(child),
  };
}

async function ask(
  child: SandboxedProcess,
  events: AsyncGenerator<WorkerEvent>,
  prompt: string,
  onText: ((text: string) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  signal?.throwIfAborted();
  const onAbort = (): void => void killTree(child);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    send(child, { type: "prompt", text: prompt });
    return await readAnswer(events, onText);
  } finally {
    signal?.removeEventListener("abort", onAbort);
    signal?.throwIfAborted();
  }
}

async function readAnswer(
  events: AsyncGenerator<WorkerEvent>,
  onText?: (text: string) => void,
): Promise<Answer> {
  let text = "";
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    const event = next.value;
    if (event.type === "delta") {
      text += event.text;
      onText?.(event.text);
    } else if (event.type === "answered") {
      return { status: "answered", text, inputTokens: event.inputTokens, outputTokens: event.outputTokens };
    } else if (event.type === "failed") {
      const { code, errorName, requestId } = event;
      return { status: "failed", code, errorName, ...(requestId === undefined ? {} : { requestId }) };
    }
  }
  return { status: "worker-ended" };
}

async function* readEvents(child: SandboxedProcess): AsyncGenerator<WorkerEvent> {
  for await (const line of createInterface({ input: child.stdout })) {
    const event = workerEventSchema.safeParse(parseJson(line));
    if (event.success) yield event.data;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function send(child: SandboxedProcess, command: WorkerCommand): void {
  child.stdin.write(`${JSON.stringify(command)}\n`);
}
