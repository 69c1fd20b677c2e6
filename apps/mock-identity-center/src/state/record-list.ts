/** Records by serial number. Numbers that count on need a third of the memory in a list that they do in a map. */

export class RecordList<T> {
  readonly #records: (T | undefined)[] = [];
  #size = 0;

  /** How many records are in it. */
  get size(): number {
    return this.#size;
  }

  get(serial: number): T | undefined {
    return this.#records[serial];
  }

  set(serial: number, record: T): void {
    // A gap would make V8 keep a table of numbers, as a map does.
    while (this.#records.length < serial) this.#records.push(undefined);
    if (this.#records[serial] === undefined) this.#size += 1;
    this.#records[serial] = record;
  }

  /** Those that are not forgotten, by number. */
  *values(): IterableIterator<T> {
    for (const record of this.#records) if (record !== undefined) yield record;
  }

  /** Forgets the records that are over; their numbers stay taken. */
  forget(isOver: (record: T) => boolean): void {
    for (const [serial, record] of this.#records.entries()) {
      if (record === undefined || !isOver(record)) continue;
      this.#records[serial] = undefined;
      this.#size -= 1;
    }
  }
}
