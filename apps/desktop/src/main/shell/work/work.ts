/**
 * A person's work as the window sees it: the conversation, and the session that it needs. A prompt starts the session when
 * none runs. The worker remembers what was said in its own session only, so a conversation lasts as long as one.
 */
import type {
  AnswerFailureView,
  AnswerText,
  Prompt,
  SessionStateView,
  SessionView,
} from "../../../shared/contract.ts";
import type { Clock } from "../../clock.ts";
import { createSessionManager } from "../../session/session-manager.ts";
import type { NotRunning } from "../../session/session-manager.ts";
import type { SessionServices } from "../../session/session-services.ts";
import type { SessionState } from "../../session/session-state.ts";
import type { SignInReason } from "../../sign-in/sign-in-keeper.ts";
import { describeError } from "../describe-error.ts";
import { refuse } from "../ipc.ts";
import { createConversation } from "./conversation.ts";
import type { AnswerTurn } from "./conversation.ts";
import { answerFailureView, IDLE, modelChoices, sessionStateView } from "./session-view.ts";

/** `ask` and `stop` throw `NotNow` in a state that does not offer them. */
export interface Work {
  view(): SessionView;
  ask(prompt: Prompt): void;
  /** Ends the answer that is under way, or the start of the session. */
  stop(): void;
  /** Ends the session and empties the conversation; resolves when no process and folder of it is left. */
  end(reason?: "by-user" | "signed-out"): Promise<void>;
  /** Call it when the machine wakes up. */
  wake(): void;
  /** As `end`, and nothing can be asked any more. */
  quit(): Promise<void>;
}

export interface WorkServices {
  readonly session: SessionServices;
  /** Machine time. */
  readonly sleep: Clock["sleep"];
  /** The view has changed in more than an answer's text. */
  readonly onChange: () => void;
  readonly onText: (text: AnswerText) => void;
  /** A session cannot start without a new sign-in. The conversation is kept. */
  readonly onSignInNeeded: (reason: SignInReason) => void;
}

interface Answering {
  readonly turn: AnswerTurn;
  readonly abort: AbortController;
  readonly done: PromiseWithResolvers<void>;
}

interface Outcome {
  readonly status: "answered" | "failed";
  readonly failure?: AnswerFailureView | undefined;
  readonly signInReason?: SignInReason;
}

export function createWork({ session, sleep, onChange, onText, onSignInNeeded }: WorkServices): Work {
  const { clock, log } = session.settings;
  const models = modelChoices(session.decision);
  let shown: SessionStateView = IDLE;
  let modelId: string | undefined;
  let answering: Answering | undefined;
  let closing: Promise<void> | undefined;
  let isOver = false;

  const isClosing = (): boolean => isOver || closing !== undefined;
  const changed = (): void => {
    if (!isClosing()) onChange();
  };
  const conversation = createConversation({ onBegun: changed, onText, sleep });

  const onState = (state: SessionState): void => {
    // A start that was stopped leaves nothing to be said; the next prompt starts anew.
    const isStopped = shown.state === "starting" && state.state === "ended" && state.reason === "by-user";
    shown = isStopped ? IDLE : sessionStateView(state, clock.now());
    // An end is shown together with that of the answer.
    if (answering === undefined || shown.state === "starting" || shown.state === "running") changed();
  };
  const manager = createSessionManager(session, { onState, sleep });

  const answer = async (text: string, { turn, abort: { signal } }: Answering): Promise<Outcome> => {
    if (shown.state !== "running") {
      const started = await manager.start({ signal, ...(modelId === undefined ? {} : { modelId }) });
      if (started.state !== "running") {
        modelId = undefined;
        return outcomeOfStart(started);
      }
    }
    const said = await manager.ask(text, { signal, onText: turn.append });
    const failure = answerFailureView(said);
    return failure === undefined ? { status: "answered" } : { status: "failed", failure };
  };

  const follow = async (text: string, current: Answering): Promise<void> => {
    const { status, failure, signInReason } = await answer(text, current).catch((error: unknown): Outcome => {
      // An answer that was stopped rejects as well, and its turn has ended.
      if (!current.abort.signal.aborted) log.error(describeError(error), "an answer broke off");
      return { status: "failed" };
    });
    current.turn.end(status, failure);
    answering = undefined;
    current.done.resolve();
    if (signInReason !== undefined && !isClosing()) onSignInNeeded(signInReason);
    else changed();
  };

  const close = async (end: () => Promise<void>): Promise<void> => {
    conversation.clear();
    await end();
    await answering?.done.promise;
    shown = IDLE;
    modelId = undefined;
  };

  return {
    view: () => ({
      session: shown.state === "running" ? { ...shown, isAnswering: answering !== undefined } : shown,
      turns: conversation.view(),
      models,
      ...(modelId === undefined ? {} : { modelId }),
    }),
    ask({ text, modelId: chosen }) {
      if (answering !== undefined || isClosing()) refuse();
      // Looks at the time: the machine may have slept through the session's end.
      manager.state();
      if (shown.state === "ended") refuse();
      if (shown.state !== "running") {
        if (chosen !== undefined && !models.some(({ id }) => id === chosen)) refuse();
        modelId = chosen ?? models[0]?.id;
        shown = { state: "starting", step: "credentials" };
      }
      answering = {
        turn: conversation.ask(text),
        abort: new AbortController(),
        done: Promise.withResolvers(),
      };
      changed();
      void follow(text, answering);
    },
    stop() {
      if (answering === undefined || isClosing()) refuse();
      answering.turn.end("stopped");
      changed();
      answering.abort.abort();
    },
    end(reason = "by-user") {
      // Not at once: the session tells its end before it closes, and by then this has to be known as closing.
      closing ??= Promise.resolve()
        .then(() => close(() => manager.end(reason)))
        .finally(() => {
          closing = undefined;
          changed();
        });
      return closing;
    },
    wake: () => manager.wake(),
    quit() {
      isOver = true;
      return close(() => manager.quit());
    },
  };
}

/** The state of the session says why there is none; only an end that came at once has to be said with the turn. */
function outcomeOfStart(started: NotRunning): Outcome {
  if (started.state === "ended") return { status: "failed", failure: { code: "session-ended" } };
  return started.state === "not-started" && started.failure.status === "sign-in-needed"
    ? { status: "failed", signInReason: started.failure.reason }
    : { status: "failed" };
}
