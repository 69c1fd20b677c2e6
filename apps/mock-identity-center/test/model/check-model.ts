/** Plays many random sequences; the shortest that fails is what fast-check tells. */

import * as fc from "fast-check";
import { Comparison } from "./comparison.ts";
import { MockUnderTest } from "./mock-under-test.ts";
import { Player } from "./play.ts";
import { sequences } from "./steps.ts";
import type { Step } from "./steps.ts";

export interface ModelRun {
  readonly sequences: number;
  readonly steps: number;
  readonly coverage: ReadonlyMap<string, number>;
}

/** How a sequence can be played again: what fast-check printed when it failed. */
export interface Replay {
  readonly seed?: number;
  readonly path?: string;
}

/** @throws with seed, path and the shrunk sequence when the mock does not do what the model says. */
export function checkModel(numRuns: number, replay: Replay = {}): ModelRun {
  const mock = new MockUnderTest();
  const comparison = new Comparison();
  let [played, steps] = [0, 0];
  const property = fc.property(sequences, (sequence: readonly Step[]) => {
    played += 1;
    steps += sequence.length;
    new Player(mock, comparison).play(sequence);
  });
  fc.assert(property, { numRuns, includeErrorInReport: true, ...replay });
  return { sequences: played, steps, coverage: comparison.coverage };
}

/** What a run reached less often than once in a hundred sequences, though the model is about it: it tested little. */
export function neglected({ sequences, coverage }: ModelRun): readonly string[] {
  return interesting.filter((outcome) => (coverage.get(outcome) ?? 0) < sequences / 100);
}

const interesting: readonly string[] = [
  "start: ok",
  "start: 400 UnauthorizedClientException",
  "start: 401 InvalidClientException",
  "approve: USER_CODE_SPENT",
  "deny: ok",
  "poll: ok",
  "poll: 400 AuthorizationPendingException",
  "poll: 400 SlowDownException",
  "poll: 400 InvalidGrantException",
  "poll: 400 ExpiredTokenException",
  "poll: 400 AccessDeniedException",
  "poll: 401 InvalidClientException",
  "refresh: ok",
  "refresh: 400 InvalidGrantException",
  "refresh: 400 UnauthorizedClientException",
  "refresh: 401 InvalidClientException",
  "accounts: ok",
  "accounts: 401 UnauthorizedException",
  "credentials: ok",
  "credentials: 401 UnauthorizedException",
  "credentials: 403 ForbiddenException",
  "identity: ok",
  "identity: 403 ExpiredToken",
  "converse: ok",
  "converse: 403 AccessDeniedException",
  "converse: 403 ExpiredTokenException",
  "logout: ok",
  "logout: 401 UnauthorizedException",
  "revoke: ok",
  "disable: ok",
  "unassign: ok",
];
