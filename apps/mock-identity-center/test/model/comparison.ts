/** Holds the mock's answers against those that are due, and counts how often each came. */

import { isDeepStrictEqual } from "node:util";
import type { Answer } from "./mock-under-test.ts";
import type { Due } from "./model.ts";

export class Comparison {
  /** How often each step had each outcome, such as `poll: 400 SlowDownException`. */
  readonly coverage: Map<string, number> = new Map();

  /** Throws when the answer is not the one that is due. */
  hold(step: string, answer: Answer, due: Due): void {
    const key = `${step}: ${answer.outcome}`;
    this.coverage.set(key, (this.coverage.get(key) ?? 0) + 1);
    if (answer.outcome !== due.outcome) throw new Error(`${step}: ${answer.outcome}, due was ${due.outcome}`);
    if (isDeepStrictEqual(answer.detail, due.detail)) return;
    const [told, wanted] = [answer.detail, due.detail].map((detail) => JSON.stringify(detail));
    throw new Error(`${step}: told ${told}, due was ${wanted}`);
  }
}
