/** Holds the model, asks the bridge, and ignores a second click while the first is not answered. */
import type { ConfigurationBridge } from "../../../shared/configuration-contract.ts";
import { perform } from "./actions.ts";
import type { ActionId } from "./actions.ts";
import { followDraft } from "./live.ts";
import type { Event, Model, Ready } from "./model.ts";
import { reduce } from "./reduce.ts";

export interface Store {
  readonly dispatch: (event: Event) => void;
  readonly act: (action: ActionId) => void;
}

/** @param draw called with the model at first and after every change. */
export function createStore(bridge: ConfigurationBridge, draw: (model: Model) => void): Store {
  let model: Model = { status: "starting" };
  const follow = followDraft(bridge, (event) => dispatch(event));
  const redraw = oneAtATime(() => draw(model));

  const dispatch = (event: Event): void => {
    const before = model;
    model = reduce(model, event);
    redraw();
    if (givesUpTest(before, model)) void bridge.stopReachability().catch(() => undefined);
    follow(model);
  };
  const ask = async (ready: Ready, action: ActionId): Promise<void> => {
    dispatch({ type: "asked", action });
    const answer = await perform(bridge, ready, action).catch(() => undefined);
    if (action === "test-connection" && isOfAnotherDraft(ready, model)) {
      dispatch({ type: "outdated", action });
      return;
    }
    dispatch(
      answer?.status === "done"
        ? { type: "answered", ...answer.value }
        : { type: "failed", action, code: answer?.error.code },
    );
  };
  redraw();
  return {
    dispatch,
    act(action) {
      if (model.status === "ready" && !model.busy.includes(action)) void ask(model, action);
    },
  };
}

/** Drawing may take the focus away, which is an event: what it changes is drawn after that. */
function oneAtATime(draw: () => void): () => void {
  let isDrawing = false;
  let isDue = false;
  return () => {
    isDue = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isDue) {
        isDue = false;
        draw();
      }
    } finally {
      isDrawing = false;
    }
  };
}

/** The draft whose hosts are tested is not there any more. */
function givesUpTest(before: Model, after: Model): boolean {
  if (before.status !== "ready" || !isOfAnotherDraft(before, after)) return false;
  return before.reachability.status === "running" || before.reachability.status === "starting";
}

function isOfAnotherDraft(before: Ready, after: Model): boolean {
  return after.status === "ready" && before.typed !== after.typed;
}

/** The latest state counts, so one that was pushed meanwhile is not overwritten by the answer. */
export async function followState(bridge: ConfigurationBridge, dispatch: Store["dispatch"]): Promise<void> {
  let hasPushed = false;
  bridge.onState((state) => {
    hasPushed = true;
    dispatch({ type: "state", state });
  });
  bridge.onReachability((result) => dispatch({ type: "reachability", result }));
  const answer = await bridge.getState().catch(() => undefined);
  if (hasPushed) return;
  dispatch(answer?.status === "done" ? { type: "state", state: answer.value } : { type: "no-state" });
}
