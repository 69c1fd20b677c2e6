/** What the wire and the mock's request log say about a stretch of a lane, for the judges. */
import type { MockIdentityCenter, RequestLogEntry } from "@latchkey/mock-identity-center";
import type { Exchange, WireTap } from "./wire-tap.ts";

export interface Evidence {
  readonly exchanges: readonly Exchange[];
  readonly requests: readonly RequestLogEntry[];
  /** Portal sessions that began: device codes that were redeemed, whether or not the tokens arrived. */
  readonly sessionsBegun: number;
}

/** Begins to watch; the answer is what has happened since. */
export function watch(mock: MockIdentityCenter, tap: WireTap): () => Evidence {
  const [since, first, sessions] = [mock.lastRequest, tap.exchanges.length, mock.sessions().length];
  return () => ({
    exchanges: tap.exchanges.slice(first),
    requests: mock.requests({ since }),
    sessionsBegun: mock.sessions().length - sessions,
  });
}

export function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

/** Whether an answer came whole, and could be what was asked for or a refusal of it. */
export function isSpoilt({ answer }: Exchange): boolean {
  if (answer === undefined || !answer.isJson) return true;
  return answer.status < 200 || (answer.status >= 300 && answer.status < 400) || answer.status >= 429;
}

const FINAL_ERRORS = ["access_denied", "expired_token", "invalid_grant", "invalid_client"];

/** Whether the app was told that a code or token is used up. `rotation` matters to a refresh token only. */
export function endsWhatWasPresented({ answer, presented }: Exchange, rotation: "rotated" | "kept"): boolean {
  if (answer?.isJson !== true) return false;
  if (answer.status === 200) return presented?.kind === "device-code" || rotation === "rotated";
  return answer.error !== undefined && FINAL_ERRORS.includes(answer.error);
}

/** Nothing follows a redirect, polls too early, or presents what it knows to be used up. */
export function judgeManners(
  { exchanges, requests }: Evidence,
  rotation: "rotated" | "kept",
  usedUp: Set<string>,
): void {
  for (const { operation, error, fault } of requests) {
    expectThat(operation !== "Unknown", "a redirect was followed");
    expectThat(error !== "SlowDownException" || fault !== undefined, "a poll came too early");
  }
  for (const exchange of exchanges) {
    const { presented } = exchange;
    if (presented === undefined) continue;
    expectThat(!usedUp.has(presented.value), `a ${presented.kind} was presented after its end`);
    if (endsWhatWasPresented(exchange, rotation)) usedUp.add(presented.value);
  }
}
