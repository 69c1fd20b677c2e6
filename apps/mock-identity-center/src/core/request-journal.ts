/** The newest requests, numbered, for those who look back and those who wait for the next. */

import { MockIdentityCenterError } from "../mock-error.ts";
import { matchesFilter } from "./request-filter.ts";
import type { RequestFilter } from "./request-filter.ts";
import { requestLogEntry } from "./request-log.ts";
import type { LoggedRequest, RequestLogEntry } from "./request-log.ts";
import { Ring } from "./ring.ts";

export interface WaitOptions {
  /** How many matching requests to wait for, those logged already included; default 1. */
  readonly count?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly filter: RequestFilter;
  readonly count: number;
  seen: readonly RequestLogEntry[];
  readonly resolve: (requests: readonly RequestLogEntry[]) => void;
  readonly reject: (reason: unknown) => void;
}

export class RequestJournal {
  readonly #ring: Ring<LoggedRequest>;
  readonly #onRequest: ((entry: RequestLogEntry) => void) | undefined;
  readonly #waiters = new Set<Waiter>();
  #pushed = 0;

  /** @param onRequest is told of each request, while its answer is still to be sent. */
  constructor(capacity: number, onRequest: ((entry: RequestLogEntry) => void) | undefined) {
    this.#ring = new Ring(capacity);
    this.#onRequest = onRequest;
  }

  /** The number of the newest request. */
  get last(): number {
    return this.#pushed;
  }

  push(request: LoggedRequest): void {
    this.#ring.push(request);
    this.#pushed += 1;
    if (this.#waiters.size === 0 && this.#onRequest === undefined) return;
    const entry = requestLogEntry(request, this.#pushed);
    this.#onRequest?.(entry);
    for (const waiter of this.#waiters) {
      if (!matchesFilter(entry, waiter.filter)) continue;
      waiter.seen = [...waiter.seen, entry];
      if (waiter.seen.length >= waiter.count) waiter.resolve(waiter.seen);
    }
  }

  /** Oldest first. */
  find(filter: RequestFilter = {}): readonly RequestLogEntry[] {
    const kept = this.#ring.items();
    const before = this.#pushed - kept.length;
    return kept
      .map((request, index) => requestLogEntry(request, before + index + 1))
      .filter((entry) => matchesFilter(entry, filter));
  }

  /**
   * Resolves with the matching requests once there are `count` of them.
   *
   * Rejects with the signal's reason, or with MOCK_CLOSED when the mock closes first.
   */
  async wait(
    filter: RequestFilter,
    { count = 1, signal }: WaitOptions = {},
  ): Promise<readonly RequestLogEntry[]> {
    signal?.throwIfAborted();
    const seen = this.find(filter);
    if (seen.length >= count) return seen;
    const { promise, resolve, reject } = Promise.withResolvers<readonly RequestLogEntry[]>();
    const waiter: Waiter = { filter, count, seen, resolve, reject };
    const onAbort = (): void => reject(signal?.reason);
    this.#waiters.add(waiter);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await promise;
    } finally {
      this.#waiters.delete(waiter);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Forgets the requests, those that a wait has seen included; numbers go on. */
  clear(): void {
    this.#ring.clear();
    for (const waiter of this.#waiters) waiter.seen = [];
  }

  /** Ends every wait. */
  close(): void {
    const closed = new MockIdentityCenterError("MOCK_CLOSED", "The mock was closed during the wait");
    for (const { reject } of this.#waiters) reject(closed);
  }
}
