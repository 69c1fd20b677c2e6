/** A list that keeps only its newest items, so that a mock that runs for days does not grow. */

export class Ring<T> {
  readonly #capacity: number;
  #items: T[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  push(item: T): void {
    this.#items.push(item);
    if (this.#items.length >= this.#capacity * 2) this.#items = this.#items.slice(-this.#capacity);
  }

  clear(): void {
    this.#items = [];
  }

  /** The newest `capacity` items, oldest first. */
  items(): readonly T[] {
    return this.#items.slice(-this.#capacity);
  }
}
