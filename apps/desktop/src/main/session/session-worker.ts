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
}

/** A worker that says nothing for this long will not start any more. */
const READY_WITHIN_MS = 20_000;

/**
 * Starts the conversation; resolves when the worker is ready, or with `undefined` when it ended before that or did
 * not become ready in time.
 */
export async function converse(
  child: SandboxedProcess,
  start: StartCommand,
  signal?: AbortSignal,
): Promise<SessionWorker | undefined> {
  // A worker that has ended answers by ending its output; the broken pipe and its last words add nothing.
  child.stdin.on("error", () => undefined);
  child.stderr.resume();
  const events = readEvents(child);
  send(child, start);
  const first = await endedBy(child, signal, READY_WITHIN_MS, () => events.next());
  if (first.done === true || first.value.type !== "ready") {
    await killTree(child);
    return undefined;
  }
  return {
    ask: (prompt, { onText, signal: abort } = {}) =>
      endedBy(child, abort, undefined, () => {
        send(child, { type: "prompt", text: prompt });
        return readAnswer(events, onText);
      }),
  };
}

/** Waits for the worker; an abort or the deadline ends the worker, and with it the wait. */
async function endedBy<Result>(
  child: SandboxedProcess,
  signal: AbortSignal | undefined,
  deadlineMs: number | undefined,
  wait: () => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const end = (): void => void killTree(child);
  signal?.addEventListener("abort", end, { once: true });
  const timer = deadlineMs === undefined ? undefined : setTimeout(end, deadlineMs);
  try {
    const result = await wait();
    signal?.throwIfAborted();
    return result;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
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
