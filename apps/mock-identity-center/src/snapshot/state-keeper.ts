/** Keeps a world in a file: what an answer said is written before the answer leaves. */

import type { KeptClock } from "../core/clock.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import type { Change } from "../world/change.ts";
import type { World } from "../world/world.ts";
import type { Disk } from "./disk.ts";
import { Journal } from "./journal.ts";
import { saveClock, saveInstance, saveRecord, saveWorld } from "./save.ts";

export type Written = { readonly status: "written" } | { readonly status: "failed"; readonly reason: string };

const written: Written = { status: "written" };

export interface KeptParts {
  readonly disk: Disk;
  readonly file: string;
  readonly world: World;
  readonly clock: KeptClock;
  /** Digest of the seed that the first start was given. */
  readonly startedWith: string;
  /** Told when something could not be written that no request is there to answer for. */
  readonly warn: (message: string) => void;
}

export class StateKeeper {
  readonly #parts: KeptParts;
  readonly #journal: Journal;
  /** JSON of records that are not written yet, in the order in which they changed. */
  #waiting: string[] = [];
  #isReplaced = false;
  /** Whether anything changed since the last attempt to write. */
  #isChanged = false;

  /** @throws {MockIdentityCenterError} STATE_UNWRITABLE */
  constructor(parts: KeptParts) {
    this.#parts = parts;
    this.#journal = new Journal(parts.disk, parts.file);
    try {
      this.#rewrite();
    } catch (cause) {
      throw unwritable(parts.file, cause);
    }
  }

  noteChange(change: Change): void {
    if (change.kind === "world") this.#isReplaced = true;
    else
      this.#note(
        JSON.stringify(change.kind === "instance" ? saveInstance(change.record) : saveRecord(change)),
      );
    this.#writeSoon();
  }

  noteClock(): void {
    this.#note(JSON.stringify(saveClock(this.#parts.clock)));
    this.#writeSoon();
  }

  /** Writes what changed. After a failure the next change, or the end, tries again with everything that waits. */
  commit(): Written {
    if (!this.#isChanged) return written;
    this.#isChanged = false;
    try {
      this.#write();
      return written;
    } catch (cause) {
      return { status: "failed", reason: unwritable(this.#parts.file, cause).message };
    }
  }

  /** @throws {MockIdentityCenterError} STATE_UNWRITABLE when something is not in the file. */
  close(): void {
    try {
      this.#write();
      this.#journal.sync();
    } catch (cause) {
      throw unwritable(this.#parts.file, cause);
    } finally {
      this.#journal.close();
    }
  }

  /** Lets go of the file without another word. */
  abandon(): void {
    this.#journal.close();
  }

  #note(record: string): void {
    this.#waiting.push(record);
  }

  /** For changes that are not made by a request: the turn that made them ends with this. */
  #writeSoon(): void {
    if (this.#isChanged) return;
    this.#isChanged = true;
    queueMicrotask(() => {
      const outcome = this.commit();
      if (outcome.status === "failed") this.#parts.warn(outcome.reason);
    });
  }

  #write(): void {
    if (this.#isReplaced) this.#rewrite();
    if (this.#waiting.length === 0) return;
    this.#journal.append(this.#waiting.join(","));
    this.#waiting = [];
    if (this.#journal.isLong) this.#tryRewrite();
  }

  #rewrite(): void {
    const { world, clock, startedWith } = this.#parts;
    this.#journal.rewrite(toJson(saveWorld(world, clock, startedWith)));
    this.#waiting = [];
    this.#isReplaced = false;
  }

  /** Everything is in the file already; it is only longer than it needs to be. */
  #tryRewrite(): void {
    try {
      this.#rewrite();
    } catch (cause) {
      this.#parts.warn(unwritable(this.#parts.file, cause).message);
    }
  }
}

function* toJson(records: Iterable<unknown>): Generator<string> {
  for (const record of records) yield JSON.stringify(record);
}

function unwritable(file: string, cause: unknown): MockIdentityCenterError {
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return new MockIdentityCenterError(
    "STATE_UNWRITABLE",
    `${file} cannot be written${code}: free some space or choose another place for the state file`,
    { cause },
  );
}
