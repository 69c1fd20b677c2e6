/** A list that keeps only its newest items, so that a mock that runs for days does not grow. */

export class Ring<T> {
  readonly #capacity: number;
  #items: T[] = [];
  /** Where the next item goes: behind the last one, and once the ring is full onto the oldest. */
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(item: T): void {
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  clear(): void {
    this.#items = [];
    this.#next = 0;
  }

  /** The newest `capacity` items, oldest first. */
  items(): readonly T[] {
    return [...this.#items.slice(this.#next), ...this.#items.slice(0, this.#next)];
  }
}
