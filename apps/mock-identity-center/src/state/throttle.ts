/** Counts requests by the second, for the limits that a seed may set. */

interface Second {
  readonly startsAt: number;
  count: number;
}

/** One count for each `key`; it goes with its key, and takes no memory where no limit is set. */
export class Throttle {
  readonly #seconds = new WeakMap<object, Second>();

  /**
   * Counts a request and tells whether it is one too many: a second begins with the first request outside the last one.
   * A refused request counts for nothing, so that it does not push the end of the wait.
   *
   * @param limit requests in a second, 0 for any number.
   */
  isExceeded(key: object, limit: number, now: number): boolean {
    if (limit === 0) return false;
    const second = this.#seconds.get(key);
    if (second === undefined || now - second.startsAt >= 1000 || now < second.startsAt) {
      this.#seconds.set(key, { startsAt: now, count: 1 });
      return false;
    }
    if (second.count >= limit) return true;
    second.count += 1;
    return false;
  }
}
