/** Follows what the main process pushes: whole states, and the text of an answer that fits to them. */
import type { LatchkeyBridge } from "../../shared/contract.ts";
import type { Store } from "./store.ts";

/** Asks for the state at first, and whenever text has come that does not fit to it. */
export async function followState(
  bridge: LatchkeyBridge,
  { dispatch, isBehind }: Pick<Store, "dispatch" | "isBehind">,
): Promise<void> {
  let pushed = 0;
  let isAsking = false;
  const ask = async (): Promise<"had" | "overtaken" | "failed"> => {
    isAsking = true;
    const before = pushed;
    const answer = await bridge.getState().catch(() => undefined);
    isAsking = false;
    // What was pushed meanwhile is in order with all that follows it; this answer may be older.
    if (pushed > before) return "overtaken";
    if (answer?.status !== "done") return "failed";
    dispatch({ type: "state", state: answer.value, isAsked: true, now: Date.now() });
    return "had";
  };
  bridge.onState((state) => {
    pushed += 1;
    dispatch({ type: "state", state, isAsked: false, now: Date.now() });
  });
  bridge.onText((added) => {
    dispatch({ type: "text", added });
    // A failure here is not the end: the next text, or the state that ends the answer, brings it all.
    if (isBehind() && !isAsking) void ask();
  });
  if ((await ask()) === "failed") dispatch({ type: "no-state" });
}
