/**
 * The session of this app: started, running with a known end, ended for a reason. One at a time in a process, because
 * sandbox-runtime keeps one egress list per process; a second window is told `busy`, or is a process of its own.
 */
import type { Clock } from "../clock.ts";
import { systemClock } from "../clock.ts";
import { openSession } from "./open-session.ts";
import type { OpenFailure, OpenSession, SessionCommand } from "./open-session.ts";
import { runningSession } from "./running-session.ts";
import type { AskOptions, Program, RunningSession, SessionAnswer } from "./running-session.ts";
import type { SandboxedProcess } from "./sandbox.ts";
import type { SessionServices } from "./session-services.ts";
import type {
  EndedState,
  EndReason,
  NotStartedState,
  RunningState,
  SessionState,
  StartFailure,
} from "./session-state.ts";
import { startWorker } from "./start-worker.ts";

export interface SessionManager {
  /** The state now; the time that remains is counted afresh. */
  state(): SessionState;
  /**
   * Starts a session with our worker; resolves when it runs, or when nothing is left of one that does not.
   *
   * @throws {Error} when the app is quitting, or the policy does not list the model.
   */
  start(options?: StartOptions): Promise<StartResult>;
  /**
   * Starts a session with a program of the team's own in place of our worker: the same credentials, environment and
   * sandbox. The session ends when the program does, and the program when the session does.
   *
   * @throws {Error} when the app is quitting.
   */
  runInSession(command: SessionCommand, options?: Pick<StartOptions, "signal">): Promise<ProgramResult>;
  /**
   * Sends one prompt to our worker and streams its answer; one at a time. An abort rejects with its own reason, and the
   * session goes on. So it does after a failed answer, unless its credentials have ended.
   *
   * @throws {Error} when no session with our worker was started.
   */
  ask(prompt: string, options?: AskOptions): Promise<SessionAnswer>;
  /** Ends the session, also one that is starting; resolves when no process, folder or timer of it is left. */
  end(reason?: "by-user" | "signed-out"): Promise<void>;
  /** Looks at the time at once: call it when the machine wakes up. */
  wake(): void;
  /** Ends the session with the app; none starts any more. */
  quit(): Promise<void>;
}

export interface StartOptions {
  /** A model of the policy's list; the first one unless given. */
  readonly modelId?: string;
  /** An abort is the same as `end()`. */
  readonly signal?: AbortSignal;
}

/** `busy`: another session is starting or running; it is not touched. */
export type NotRunning = NotStartedState | EndedState | { readonly state: "busy" };
export type StartResult = RunningState | NotRunning;
export type ProgramResult = (RunningState & { readonly process: SandboxedProcess }) | NotRunning;

export interface SessionManagerOptions {
  /** Called with each new state, and when the end comes near. */
  readonly onState?: (state: SessionState) => void;
  /** Machine time, for looking at the clock; a rehearsal's jumping clock must not be passed here. */
  readonly sleep?: Clock["sleep"];
}

/** What becomes of an open session. */
type Launch = (open: OpenSession, signal: AbortSignal) => Promise<Program | StartFailure>;

/** A session that is starting; when aborted, it ends for this reason. */
interface Start {
  readonly abort: AbortController;
  readonly done: PromiseWithResolvers<void>;
  reason: EndReason;
}

export function createSessionManager(
  services: SessionServices,
  options: SessionManagerOptions = {},
): SessionManager {
  const { onState, sleep = (ms, signal) => systemClock().sleep(ms, signal) } = options;
  const { mode, bedrock } = services.decision;
  let state: SessionState = { state: "idle" };
  let starting: Start | undefined;
  let session: RunningSession | undefined;
  let isQuitting = false;

  const become = <State extends SessionState>(next: State): State => {
    state = next;
    onState?.(next);
    return next;
  };

  const launch = async ({ abort: { signal } }: Start, run: Launch): Promise<RunningState | NotRunning> => {
    become({ state: "starting", step: "credentials" });
    const opened = await openSession(services, {
      signal,
      onCredentials: (credentials) => become({ state: "starting", step: "sandbox", credentials }),
    });
    if (opened.status !== "open") return become(notStarted(services, opened));
    const open = opened.session;
    try {
      become({ state: "starting", step: "program", credentials: open.credentials });
      const program = await run(open, signal);
      signal.throwIfAborted();
      if ("process" in program) return runs(open, program);
      await open.close();
      return become(notStarted(services, program));
    } catch (error) {
      await open.close();
      throw error;
    }
  };

  const runs = (open: OpenSession, program: Program): RunningState | EndedState => {
    const running = runningSession(services, open, program, {
      sleep,
      onEndsSoon() {
        // A short session says so from its beginning.
        if (state.state === "running" && !state.endsSoon) become(running.describe());
      },
      onEnded: become,
    });
    session = running;
    const begun = become(running.describe());
    running.watch();
    return running.ended ?? begun;
  };

  const begin = async (run: Launch, caller: AbortSignal | undefined): Promise<StartResult> => {
    if (isQuitting) throw new Error("The app is quitting; no session starts any more");
    if (starting !== undefined || (session !== undefined && session.ended === undefined)) {
      return { state: "busy" };
    }
    const start: Start = { abort: new AbortController(), done: Promise.withResolvers(), reason: "by-user" };
    starting = start;
    const onAbort = (): void => start.abort.abort();
    caller?.addEventListener("abort", onAbort, { once: true });
    try {
      if (caller?.aborted === true) onAbort();
      // There is one sandbox: what the session before left goes first.
      await session?.closed;
      return await launch(start, run);
    } catch (error) {
      if (start.abort.signal.aborted) return become({ state: "ended", mode, reason: start.reason });
      become({ state: "not-started", mode, failure: { status: "failed" } });
      throw error;
    } finally {
      caller?.removeEventListener("abort", onAbort);
      starting = undefined;
      start.done.resolve();
    }
  };

  const end = async (reason: EndReason): Promise<void> => {
    if (starting !== undefined) {
      const { abort, done } = starting;
      starting.reason = reason;
      abort.abort();
      await done.promise;
    }
    await session?.end(reason);
  };

  return {
    state() {
      session?.look();
      return state.state === "running" && session !== undefined ? session.describe() : state;
    },
    async start({ modelId = bedrock.models[0]?.id, signal } = {}) {
      if (modelId !== undefined && !bedrock.models.some(({ id }) => id === modelId)) {
        throw new Error("modelId: expected a model of the policy's inferenceModels");
      }
      return begin(async (open, abort) => {
        if (modelId === undefined) return { status: "no-model" };
        return startWorker(services, open, modelId, abort);
      }, signal);
    },
    async runInSession(command, { signal } = {}) {
      const spawned: SandboxedProcess[] = [];
      const result = await begin(async (open) => {
        const process = await open.spawn(command);
        spawned.push(process);
        return { process };
      }, signal);
      const [process] = spawned;
      return result.state === "running" && process !== undefined
        ? { ...result, process }
        : (result as NotRunning);
    },
    async ask(prompt, options) {
      if (session?.ask === undefined) throw new Error("No session with our worker was started");
      return session.ask(prompt, options);
    },
    end: (reason = "by-user") => end(reason),
    wake: () => session?.look(),
    quit() {
      isQuitting = true;
      return end("app-quit");
    },
  };
}

function notStarted(
  { decision: { mode }, settings }: SessionServices,
  failure: OpenFailure | StartFailure,
): NotStartedState {
  if (failure.status !== "unavailable") return { state: "not-started", mode, failure };
  const { cause } = failure as { readonly cause?: { readonly code?: string; readonly requestId?: string } };
  settings.log.warn({ code: cause?.code, requestId: cause?.requestId }, "no credentials for a session");
  const reference = cause?.requestId === undefined ? {} : { requestId: cause.requestId };
  return { state: "not-started", mode, failure: { status: "unavailable", ...reference } };
}
