/** What the person does with the session in this window: the unsent text, the chosen model, and what is being sent. */
import type { AnswerText, Prompt } from "../../shared/contract.ts";
import { activityOf, offersModels } from "./work.ts";
import type { Work } from "./work.ts";

/** The contract takes no more. */
export const PROMPT_LIMIT = 100_000;

export interface SessionModel {
  /** Survives a change of the page. */
  readonly draft: string;
  /** Asked for, and not taken yet. */
  readonly sending: { readonly text: string; readonly isDraft: boolean } | undefined;
  readonly modelId: string | undefined;
  /** Text that came before what it belongs to; the next state has it, or takes it. */
  readonly unplaced: readonly AnswerText[];
}

export type SessionEvent =
  | { readonly type: "edited"; readonly text: string }
  | { readonly type: "model-chosen"; readonly modelId: string }
  | { readonly type: "sent"; readonly text: string; readonly isDraft: boolean }
  | { readonly type: "send-taken" }
  | { readonly type: "send-refused" };

export const initialSession: SessionModel = {
  draft: "",
  sending: undefined,
  modelId: undefined,
  unplaced: [],
};

export function reduceSession(session: SessionModel, event: SessionEvent): SessionModel {
  switch (event.type) {
    case "edited":
      return { ...session, draft: event.text };
    case "model-chosen":
      return { ...session, modelId: event.modelId };
    case "sent":
      return {
        ...session,
        sending: { text: event.text, isDraft: event.isDraft },
        draft: event.isDraft ? "" : session.draft,
      };
    case "send-taken":
      return { ...session, sending: undefined };
    case "send-refused":
      return { ...session, sending: undefined, draft: withUnsent(session) };
  }
}

/** What was not taken comes back, before what was written meanwhile. */
function withUnsent({ sending, draft }: SessionModel): string {
  if (sending?.isDraft !== true) return draft;
  return draft === "" ? sending.text : `${sending.text}\n${draft}`;
}

/** @returns nothing while this text cannot be sent. */
export function promptOf({ sending, modelId }: SessionModel, work: Work, text: string): Prompt | undefined {
  const isReady = sending === undefined && activityOf(work) === "ready";
  if (!isReady || text.trim() === "" || isTooLong(text)) return undefined;
  const isChosen = offersModels(work) && work.models.some(({ id }) => id === modelId);
  return isChosen && modelId !== undefined ? { text, modelId } : { text };
}

export function isTooLong(text: string): boolean {
  return text.trim().length > PROMPT_LIMIT;
}
