/** The app's end of the conversation with a sandboxed worker. */
import { createInterface } from "node:readline";
import { workerEventSchema } from "../../worker/protocol.ts";
import type {
  DeniedAccess,
  StartCommand,
  WorkerCommand,
  WorkerErrorCode,
  WorkerEvent,
} from "../../worker/protocol.ts";
import { systemClock } from "../clock.ts";
import type { Clock } from "../clock.ts";
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
      /** With `access-denied`. */
      readonly denied?: DeniedAccess;
    }
  /** The worker has ended, and with it the conversation. */
  | { readonly status: "worker-ended" };

export interface SessionWorker {
  /**
   * Sends one prompt and streams its answer; one prompt at a time.
   *
   * An abort rejects with its own reason once the worker has stopped the answer; the conversation goes on. A worker
   * that does not stop in time is ended, and answers `worker-ended` from then on.
   */
  ask(
    prompt: string,
    options?: { readonly onText?: (text: string) => void; readonly signal?: AbortSignal },
  ): Promise<Answer>;
}

const machineSleep: Clock["sleep"] = (ms, signal) => systemClock().sleep(ms, signal);

/** A worker that says nothing for this long will not start any more. */
const READY_WITHIN_MS = 20_000;

/** A worker that does not stop its answer in this time is ended. */
const CANCELLED_WITHIN_MS = 5_000;

/**
 * Starts the conversation; resolves when the worker is ready, or with `undefined` when it ended before that or did
 * not become ready in time.
 *
 * @param sleep machine time, which a process lives in; a rehearsal's jumping clock must not be passed here.
 */
export async function converse(
  child: SandboxedProcess,
  start: StartCommand,
  signal?: AbortSignal,
  sleep: Clock["sleep"] = machineSleep,
): Promise<SessionWorker | undefined> {
  // A worker that has ended answers by ending its output; the broken pipe and its last words add nothing.
  child.stdin.on("error", () => undefined);
  child.stderr.resume();
  const events = readEvents(child);
  if (!(await becomesReady(child, events, start, signal, sleep))) {
    await killTree(child);
    return undefined;
  }
  let asking = false;
  return {
    async ask(prompt, { onText, signal: abort } = {}) {
      if (asking) throw new Error("A prompt is being answered; one at a time");
      abort?.throwIfAborted();
      asking = true;
      const grace = cancelOnAbort(child, abort, sleep);
      try {
        send(child, { type: "prompt", text: prompt });
        const answer = await readAnswer(events, (text) => {
          if (abort?.aborted !== true) onText?.(text);
        });
        abort?.throwIfAborted();
        if (answer === undefined) throw new Error("The worker cancelled an answer that nobody cancelled");
        return answer;
      } finally {
        asking = false;
        grace.release();
      }
    },
  };
}

/** An abort or the deadline ends the worker, and with it the wait. */
async function becomesReady(
  child: SandboxedProcess,
  events: AsyncGenerator<WorkerEvent>,
  start: StartCommand,
  signal: AbortSignal | undefined,
  sleep: Clock["sleep"],
): Promise<boolean> {
  signal?.throwIfAborted();
  const end = (): void => void killTree(child);
  signal?.addEventListener("abort", end, { once: true });
  const done = new AbortController();
  sleep(READY_WITHIN_MS, done.signal).then(end, () => undefined);
  try {
    send(child, start);
    const first = await events.next();
    signal?.throwIfAborted();
    return first.done !== true && first.value.type === "ready";
  } finally {
    done.abort();
    signal?.removeEventListener("abort", end);
  }
}

/** An abort asks the worker to stop; if it has not when the time is over, it is ended. */
function cancelOnAbort(
  child: SandboxedProcess,
  signal: AbortSignal | undefined,
  sleep: Clock["sleep"],
): { release(): void } {
  const answered = new AbortController();
  const cancel = (): void => {
    send(child, { type: "cancel" });
    const end = (): void => void killTree(child);
    sleep(CANCELLED_WITHIN_MS, answered.signal).then(end, () => undefined);
  };
  signal?.addEventListener("abort", cancel, { once: true });
  return {
    release() {
      answered.abort();
      signal?.removeEventListener("abort", cancel);
    },
  };
}

/** @returns `undefined` when the worker says that the answer was cancelled. */
async function readAnswer(
  events: AsyncGenerator<WorkerEvent>,
  onText: (text: string) => void,
): Promise<Answer | undefined> {
  let text = "";
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    const event = next.value;
    if (event.type === "delta") {
      text += event.text;
      onText(event.text);
    } else if (event.type === "answered") {
      return { status: "answered", text, inputTokens: event.inputTokens, outputTokens: event.outputTokens };
    } else if (event.type === "cancelled") {
      return undefined;
    } else if (event.type === "failed") {
      const { code, errorName, requestId, denied } = event;
      return {
        status: "failed",
        code,
        errorName,
        ...(requestId === undefined ? {} : { requestId }),
        ...(denied === undefined ? {} : { denied }),
      };
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
