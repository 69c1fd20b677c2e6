/**
 * What the person asked and the model answered, as turns. Text of an answer that streams is told in batches between two
 * views, so that a fast model does not flood the window.
 */
import type { AnswerFailureView, AnswerText, TurnView } from "../../../shared/contract.ts";
import type { Clock } from "../../clock.ts";

export interface Conversation {
  /** All turns with all text so far. What waits to be told is told first: the next batch then continues this view. */
  view(): TurnView[];
  /** Calls nobody. @returns the model's turn, which waits for its first text. */
  ask(prompt: string): AnswerTurn;
  /** Answers that are still under way are told to nobody any more. */
  clear(): void;
}

export interface AnswerTurn {
  readonly append: (text: string) => void;
  /** The first end counts, and no text comes after it. Calls nobody. */
  end(status: "answered" | "stopped" | "failed", failure?: AnswerFailureView): void;
}

export interface ConversationServices {
  /** The first text of an answer is there. */
  readonly onBegun: () => void;
  readonly onText: (text: AnswerText) => void;
  /** Machine time. */
  readonly sleep: Clock["sleep"];
}

/** Two frames of a screen: soon enough to look like a stream. */
const BATCH_MS = 30;

type ModelTurn = { -readonly [Key in keyof Answered]: Answered[Key] };
type Answered = Extract<TurnView, { from: "model" }>;

export function createConversation({ onBegun, onText, sleep }: ConversationServices): Conversation {
  let turns: TurnView[] = [];
  let batches: TextBatches | undefined;

  return {
    view() {
      batches?.tellNow();
      return turns.map((turn) => ({ ...turn }));
    },
    ask(prompt) {
      const turn: ModelTurn = { from: "model", text: "", status: "waiting" };
      turns.push({ from: "person", text: prompt }, turn);
      const index = turns.length - 1;
      const isUnderWay = (): boolean =>
        turns[index] === turn && (turn.status === "waiting" || turn.status === "streaming");
      const ours = textBatches(sleep, (text) =>
        onText({ turn: index, at: turn.text.length - text.length, text }),
      );
      batches = ours;
      return {
        append(text) {
          if (!isUnderWay()) return;
          turn.text += text;
          if (turn.status === "streaming") return ours.add(text);
          turn.status = "streaming";
          onBegun();
        },
        end(status, failure) {
          if (!isUnderWay()) return;
          turn.status = status;
          if (failure !== undefined) turn.failure = failure;
        },
      };
    },
    clear() {
      batches?.tellNow();
      turns = [];
    },
  };
}

interface TextBatches {
  readonly add: (text: string) => void;
  /** Leaves no timer. */
  readonly tellNow: () => void;
}

function textBatches(sleep: Clock["sleep"], tell: (text: string) => void): TextBatches {
  let waiting = "";
  let timer: AbortController | undefined;
  const tellNow = (): void => {
    timer?.abort();
    timer = undefined;
    const text = waiting;
    waiting = "";
    if (text !== "") tell(text);
  };
  return {
    add(text) {
      waiting += text;
      if (timer !== undefined) return;
      timer = new AbortController();
      sleep(BATCH_MS, timer.signal).then(tellNow, () => undefined);
    },
    tellNow,
  };
}
