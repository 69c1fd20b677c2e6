/** A session that runs, until the first thing that ends it. */
import type { Clock } from "../clock.ts";
import type { OpenSession } from "./open-session.ts";
import type { SandboxedProcess } from "./sandbox.ts";
import { WARN_BEFORE_MS, watchDeadlines } from "./session-deadlines.ts";
import type { Deadlines } from "./session-deadlines.ts";
import type { SessionServices } from "./session-services.ts";
import type { EndedState, EndReason, RunningState } from "./session-state.ts";
import type { Answer, SessionWorker } from "./session-worker.ts";

/** What runs in an open session: our worker, or a team's own program. */
export interface Program {
  readonly process: SandboxedProcess;
  readonly worker?: SessionWorker;
}

export type SessionAnswer =
  | Exclude<Answer, { status: "worker-ended" }>
  /** The session has ended, before or during the answer. */
  | { readonly status: "session-ended"; readonly ended: EndedState };

export type AskOptions = NonNullable<Parameters<SessionWorker["ask"]>[1]>;

export interface RunningSession {
  /** Why it has ended, if it has. */
  readonly ended: EndedState | undefined;
  /** Resolves when it has ended and no process and folder is left. */
  readonly closed: Promise<void>;
  /** Begins to look for what ends it; until then it calls nobody. */
  watch(): void;
  describe(): RunningState;
  /** Looks at the time at once. */
  look(): void;
  /** Absent for a program of the team's own. */
  readonly ask?: (prompt: string, options?: AskOptions) => Promise<SessionAnswer>;
  end(reason: EndReason): Promise<void>;
}

export interface RunningSessionOptions {
  readonly sleep: Clock["sleep"];
  readonly onEndsSoon: () => void;
  readonly onEnded: (state: EndedState) => void;
}

/** Bedrock checks credentials when an answer begins, so that one under way at their end may still be finished. */
const LAST_ANSWER_MS = 60_000;

/** What the product asks of permission sets; a minute is lost on the way. */
const WORKING_DAY_MS = 8 * 3_600_000 - 60_000;

export function runningSession(
  services: SessionServices,
  open: OpenSession,
  { process, worker }: Program,
  { sleep, onEndsSoon, onEnded }: RunningSessionOptions,
): RunningSession {
  const { decision, now, settings } = services;
  const { mode } = decision;
  const endsAt = open.credentials.expiresAt?.getTime();
  const closed = Promise.withResolvers<void>();
  let ended: EndedState | undefined;
  let answering: Promise<unknown> | undefined;
  let deadlines: Deadlines | undefined;

  const finish = (reason: EndReason, requestId?: string): EndedState => {
    if (ended !== undefined) return ended;
    ended = { state: "ended", mode, reason, ...(requestId === undefined ? {} : { requestId }) };
    deadlines?.stop();
    settings.log.info({ reason, requestId }, "session ended");
    open.close().then(closed.resolve, (error: unknown) => {
      settings.log.error({ error }, "the session was not removed entirely");
      closed.resolve();
    });
    onEnded(ended);
    return ended;
  };

  const atEnd = async (): Promise<void> => {
    const over = new AbortController();
    if (answering !== undefined) {
      await Promise.race([answering, sleep(LAST_ANSWER_MS, over.signal).catch(() => undefined)]);
    }
    over.abort();
    finish("expired");
  };

  const onGone = (): void => void finish("program-ended");

  const readAnswer = (answer: Answer): SessionAnswer => {
    if (answer.status === "worker-ended") return { status: "session-ended", ended: finish("program-ended") };
    if (answer.status === "failed" && answer.code === "credentials-expired") {
      services.discard();
      const reason = endsAt === undefined ? "refused" : "expired";
      return { status: "session-ended", ended: finish(reason, answer.requestId) };
    }
    return answer;
  };

  const ask = async (to: SessionWorker, prompt: string, options?: AskOptions): Promise<SessionAnswer> => {
    deadlines?.look();
    if (ended !== undefined) return { status: "session-ended", ended };
    const answer = to.ask(prompt, options);
    const settled = answer.then(
      () => undefined,
      () => undefined,
    );
    answering ??= settled;
    try {
      return readAnswer(await answer);
    } finally {
      if (answering === settled) answering = undefined;
    }
  };

  return {
    get ended() {
      return ended;
    },
    closed: closed.promise,
    watch() {
      process.once("exit", onGone);
      process.once("error", onGone);
      if (process.exitCode !== null || process.signalCode !== null) onGone();
      if (endsAt === undefined || ended !== undefined) return;
      deadlines = watchDeadlines({ now, endsAt, sleep, onEndsSoon, onEnd: () => void atEnd() });
    },
    describe: () => ({
      state: "running",
      mode,
      program: worker === undefined ? "own" : "worker",
      sandbox: open.sandbox,
      credentials: open.credentials,
      ...remaining(endsAt, now()),
      ...shortLived(services, open),
    }),
    look: () => deadlines?.look(),
    ...(worker === undefined ? {} : { ask: (prompt, options) => ask(worker, prompt, options) }),
    async end(reason) {
      finish(reason);
      await closed.promise;
    },
  };
}

function remaining(endsAt: number | undefined, now: number): Pick<RunningState, "remainingMs" | "endsSoon"> {
  if (endsAt === undefined) return { endsSoon: false };
  const remainingMs = Math.max(0, endsAt - now);
  return { remainingMs, endsSoon: remainingMs <= WARN_BEFORE_MS };
}

function shortLived(
  { decision }: SessionServices,
  { credentials, issuedAt }: OpenSession,
): Pick<RunningState, "shortLived"> {
  if (decision.mode !== "aws-sso" || credentials.expiresAt === undefined) return {};
  const lifetimeMs = credentials.expiresAt.getTime() - issuedAt;
  if (lifetimeMs >= WORKING_DAY_MS) return {};
  return {
    shortLived: { roleName: decision.roleName, lifetimeMinutes: Math.round(lifetimeMs / 60_000) },
  };
}
