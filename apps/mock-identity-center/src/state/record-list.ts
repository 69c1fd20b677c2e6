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
    if (this.#records[serial] === undefined) this.#size += 1;
    this.#records[serial] = record;
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
