/** Records that are found by a secret text. The text is computed from the record's serial number, and not kept. */

import type { Mint } from "./mint.ts";
import { RecordList } from "./record-list.ts";
import type { SecretShape } from "./shapes.ts";

const serialLength = 4;
/** As many characters of base64 as hold a serial number. */
const serialCharacters = 6;

export class SecretTable<T> {
  readonly #shape: SecretShape;
  readonly #mint: Mint;
  /** Hides that serial numbers begin at 0 and count on. */
  readonly #mask: number;
  readonly #records = new RecordList<T>();
  #issued = 0;
  #sweepAt = 10_000;

  constructor(mint: Mint, shape: SecretShape) {
    this.#mint = mint;
    this.#shape = shape;
    this.#mask = mint.bytes(shape.name, "mask", serialLength).readUInt32BE();
  }

  /** Keeps a record, after forgetting those that are over if there are many; gives its secret. */
  add(record: T, isOver: (record: T) => boolean): string {
    if (this.#records.size >= this.#sweepAt) this.#sweep(isOver);
    const serial = this.#issued;
    this.#issued += 1;
    this.#records.set(serial, record);
    return this.#textOf(serial);
  }

  find(text: string): T | undefined {
    const start = this.#shape.prefix.length;
    const bytes = Buffer.from(text.slice(start, start + serialCharacters), "base64url");
    if (bytes.length < serialLength) return undefined;
    const serial = (bytes.readUInt32BE() ^ this.#mask) >>> 0;
    const record = this.#records.get(serial);
    return record !== undefined && text === this.#textOf(serial) ? record : undefined;
  }

  /** The serial number that the next record gets. */
  get nextSerial(): number {
    return this.#issued;
  }

  /** Those that are not forgotten. */
  records(): IterableIterator<T> {
    return this.#records.values();
  }

  /** Puts a record back under the serial number that it had: its secret is the same again. The newest is never forgotten. */
  restore(serial: number, record: T): void {
    this.#records.set(serial, record);
    this.#issued = Math.max(this.#issued, serial + 1);
  }

  /** Every secret ever given, those of forgotten records included. */
  texts(): string[] {
    return Array.from({ length: this.#issued }, (_, serial) => this.#textOf(serial));
  }

  #textOf(serial: number): string {
    const bytes = this.#mint.bytes(this.#shape.name, String(serial), this.#shape.length);
    bytes.writeUInt32BE((serial ^ this.#mask) >>> 0);
    return `${this.#shape.prefix}${this.#shape.encode(bytes)}`;
  }

  #sweep(isOver: (record: T) => boolean): void {
    this.#records.forget(isOver);
    this.#sweepAt = Math.max(10_000, this.#records.size * 2);
  }
}
