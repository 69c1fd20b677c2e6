/** Holds the model, draws it, asks the bridge, and ignores a second click while the first is not answered. */
import type { Answer, LatchkeyBridge, SignedOut } from "../../shared/contract.ts";
import { perform } from "../bridge.ts";
import { promptOf } from "../session/session-model.ts";
import { initialModel, reduce } from "./model.ts";
import type { Event, Model } from "./model.ts";
import type { ActionId, Page } from "./page.ts";

const FEEDBACK_MS = 2_000;

export interface Store {
  readonly dispatch: (event: Event) => void;
  readonly act: (id: ActionId) => void;
  /** Asks the model, unless this text cannot be sent now. */
  readonly send: (text: string) => void;
  /** What is shown now. */
  readonly page: () => Page;
  /** Text has come that does not fit to what there is. */
  readonly isBehind: () => boolean;
}

/** @param draw called with the model at first and after every change. */
export function createStore(bridge: LatchkeyBridge, draw: (model: Model) => void): Store {
  let model = initialModel;
  let frame = 0;
  let endFeedback: ReturnType<typeof setTimeout> | undefined;

  const drawNow = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    draw(model);
  };
  const dispatch = (event: Event): void => {
    model = reduce(model, event);
    if (event.type !== "text") drawNow();
    // An answer comes in many small pieces; nobody sees more of them than there are frames.
    else if (frame === 0) frame = requestAnimationFrame(drawNow);
  };
  const ask = async (id: ActionId): Promise<void> => {
    dispatch({ type: "asked", id });
    const answer = await perform(bridge, id).catch(() => undefined);
    if (answer?.status !== "done") {
      dispatch({ type: "failed", id, isLate: answer?.error.code === "not-now" });
      return;
    }
    dispatch({ type: "answered", id, ...signedOutOf(id, answer) });
    clearTimeout(endFeedback);
    endFeedback = setTimeout(() => dispatch({ type: "feedback-ended", id }), FEEDBACK_MS);
  };
  const send = async (text: string): Promise<void> => {
    const { page, session } = model;
    const prompt = page.work === undefined ? undefined : promptOf(session, page.work, text);
    if (prompt === undefined) return;
    dispatch({ type: "session", event: { type: "sent", text, isDraft: text === session.draft } });
    const answer = await bridge.ask(prompt).catch(() => undefined);
    const isTaken = answer?.status === "done";
    dispatch({ type: "session", event: { type: isTaken ? "send-taken" : "send-refused" } });
    if (answer?.status !== "done") dispatch({ type: "failed", isLate: answer?.error.code === "not-now" });
  };
  draw(model);
  return {
    dispatch,
    act(id) {
      if (!model.busy.includes(id)) void ask(id);
    },
    send: (text) => void send(text),
    page: () => model.page,
    isBehind: () => model.session.unplaced.length > 0,
  };
}

function signedOutOf(
  id: ActionId,
  { value }: Extract<Answer<unknown>, { status: "done" }>,
): {
  readonly signedOut?: SignedOut;
} {
  return id === "sign-out" ? { signedOut: value as SignedOut } : {};
}
