/** Holds the model, asks the bridge, and ignores a second click while the first is not answered. */
import type { Answer, LatchkeyBridge, SignedOut } from "../../shared/contract.ts";
import { perform } from "../bridge.ts";
import { initialModel, reduce } from "./model.ts";
import type { Event, Model } from "./model.ts";
import type { ActionId, Page } from "./page.ts";

const FEEDBACK_MS = 2_000;

export interface Store {
  readonly dispatch: (event: Event) => void;
  readonly act: (id: ActionId) => void;
  /** What is shown now. */
  readonly page: () => Page;
}

/** @param draw called with the model at first and after every change. */
export function createStore(bridge: LatchkeyBridge, draw: (model: Model) => void): Store {
  let model = initialModel;
  let endFeedback: ReturnType<typeof setTimeout> | undefined;

  const dispatch = (event: Event): void => {
    model = reduce(model, event);
    draw(model);
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
  draw(model);
  return {
    dispatch,
    act(id) {
      if (!model.busy.includes(id)) void ask(id);
    },
    page: () => model.page,
  };
}

/** The latest state counts, so one that was pushed meanwhile is not overwritten by the answer. */
export async function followState(bridge: LatchkeyBridge, dispatch: Store["dispatch"]): Promise<void> {
  let hasPushed = false;
  bridge.onState((state) => {
    hasPushed = true;
    dispatch({ type: "state", state });
  });
  const answer = await bridge.getState().catch(() => undefined);
  if (hasPushed) return;
  dispatch(answer?.status === "done" ? { type: "state", state: answer.value } : { type: "no-state" });
}

function signedOutOf(
  id: ActionId,
  { value }: Extract<Answer<unknown>, { status: "done" }>,
): {
  readonly signedOut?: SignedOut;
} {
  return id === "sign-out" ? { signedOut: value as SignedOut } : {};
}
