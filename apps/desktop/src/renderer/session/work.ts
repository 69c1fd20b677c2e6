/** What the Cowork tab shows once work is possible: the session and its conversation, and what its texts need besides. */
import type { SessionView, TurnView } from "../../shared/contract.ts";

export interface Work extends SessionView {
  /** The permission set, when the person is signed in with AWS. */
  readonly roleName?: string;
}

/** `working`: a session starts, or an answer is under way. `ended`: nothing can be asked until a new session. */
export type Activity = "ready" | "working" | "ended";

export function activityOf({ session, turns }: SessionView): Activity {
  if (session.state === "ended") return "ended";
  const isAnswering = session.state === "running" && session.isAnswering;
  return session.state === "starting" || isAnswering || isOpen(turns.at(-1)) ? "working" : "ready";
}

/** More of it may come. */
export function isOpen(turn: TurnView | undefined): boolean {
  return turn?.from === "model" && (turn.status === "waiting" || turn.status === "streaming");
}

/** What the person asked last. */
export function lastAsked({ turns }: SessionView): string | undefined {
  return turns.findLast(({ from }) => from === "person")?.text;
}

/** A model is chosen before a session runs, and only when there is a choice. */
export function offersModels({ session: { state }, models }: SessionView): boolean {
  return models.length > 1 && (state === "idle" || state === "not-started");
}
