/** The text a model answers with: always the same for the same prompt. A token is a word here. */

import type { SeedModel } from "../seed/seed.ts";
import { wordsOf } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";

export interface Answer {
  /** In the pieces a stream delivers; joined they are the whole text. */
  readonly pieces: readonly string[];
  readonly stopReason: "end_turn" | "max_tokens";
  readonly usage: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly totalTokens: number;
  };
}

const wordsPerPiece = 4;
/** How long the model says it took. */
export const latencyMs = 42;

export function answerTo(conversation: Conversation, model: SeedModel): Answer {
  const count = wordsOf(conversation.prompt).length;
  const text = `This is ${model.name ?? model.modelId}. Your message has ${count} ${count === 1 ? "word" : "words"}: ${conversation.prompt}`;
  const tokens = text.match(/\S+\s*/g) ?? [];
  const kept = tokens.slice(0, conversation.maxTokens ?? tokens.length);
  const pieces: string[] = [];
  for (let i = 0; i < kept.length; i += wordsPerPiece) pieces.push(kept.slice(i, i + wordsPerPiece).join(""));
  const inputTokens = conversation.inputWords;
  return {
    pieces,
    stopReason: kept.length < tokens.length ? "max_tokens" : "end_turn",
    usage: { inputTokens, outputTokens: kept.length, totalTokens: inputTokens + kept.length },
  };
}
