/** Finds, locks and reads the state file of a mock that is about to start. */

import { readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { KeptClock } from "../core/clock.ts";
import { MockIdentityCenterError } from "../mock-error.ts";
import { defaultSeed } from "../seed/default-seed.ts";
import type { Seed } from "../seed/seed.ts";
import type { Change } from "../world/change.ts";
import type { World } from "../world/world.ts";
import type { Disk } from "./disk.ts";
import { realDisk } from "./disk.ts";
import type { Lock } from "./lock.ts";
import { lockFile } from "./lock.ts";
import { readState, stateInvalid } from "./read-state.ts";
import type { StateReader } from "./read-state.ts";
import { DanglingReference, Restorer } from "./restore.ts";
import { seedDigest } from "./save.ts";
import { StateKeeper } from "./state-keeper.ts";
import type { Written } from "./state-keeper.ts";

export interface OpenStateOptions {
  readonly seed: Seed | undefined;
  readonly warn: (message: string) => void;
  readonly disk?: Disk | undefined;
}

/** A state file that belongs to this process until it is closed or abandoned. */
export class OpenState {
  readonly #file: string;
  readonly #options: OpenStateOptions;
  readonly #lock: Lock;
  #saved: StateReader | undefined;
  #keeper: StateKeeper | undefined;

  constructor(file: string, options: OpenStateOptions, lock: Lock, saved: StateReader | undefined) {
    this.#file = file;
    this.#options = options;
    this.#lock = lock;
    this.#saved = saved;
  }

  /** What the world begins with, when the file holds one. */
  get header(): StateReader["header"] | undefined {
    return this.#saved?.header;
  }

  /**
   * Puts back what the file holds into a world made of {@link header}, and keeps that world from then on.
   *
   * @throws {MockIdentityCenterError} STATE_INVALID, the file left as it is; STATE_UNWRITABLE
   */
  keep(world: World, clock: KeptClock): void {
    const startedWith = this.header?.startedWith ?? seedDigest(this.#options.seed ?? defaultSeed);
    if (this.#saved !== undefined) this.#restore(this.#saved, new Restorer(world, clock));
    // What was read is as large as the world, and no longer needed.
    this.#saved = undefined;
    const { warn, disk = realDisk } = this.#options;
    this.#keeper = new StateKeeper({ disk, file: this.#file, world, clock, startedWith, warn });
  }

  noteChange(change: Change): void {
    this.#keeper?.noteChange(change);
  }

  noteClock(): void {
    this.#keeper?.noteClock();
  }

  /** Writes what changed since the last time. */
  commit(): Written {
    return this.#keeper?.commit() ?? { status: "written" };
  }

  /** @throws {MockIdentityCenterError} STATE_UNWRITABLE when something is not in the file. */
  async close(): Promise<void> {
    try {
      this.#keeper?.close();
    } finally {
      await this.#lock.release();
    }
  }

  /** For a start that failed. */
  async abandon(): Promise<void> {
    this.#keeper?.abandon();
    await this.#lock.release();
  }

  #restore({ lines, unfinishedBytes }: StateReader, restorer: Restorer): void {
    for (const { number, records } of lines) {
      try {
        for (const record of records) restorer.restore(record);
      } catch (cause) {
        throw stateInvalid(this.#file, number, reasonOf(cause), cause);
      }
    }
    if (unfinishedBytes > 0)
      this.#options.warn(
        `${this.#file}: its last line was not finished when the process ended, and was left out; nothing had been answered on it`,
      );
  }
}

/** @throws {MockIdentityCenterError} STATE_IN_USE, STATE_INVALID, STATE_OF_ANOTHER_SEED, STATE_UNWRITABLE */
export async function openState(path: string, options: OpenStateOptions): Promise<OpenState> {
  const file = await realPathOf(path);
  const lock = await lockFile(file);
  if (lock === undefined)
    throw new MockIdentityCenterError(
      "STATE_IN_USE",
      `${path} belongs to another mock that is running: end that one or choose another file`,
    );
  try {
    const saved = await readSaved(file);
    if (saved !== undefined) checkSeed(file, saved, options.seed);
    return new OpenState(file, options, lock, saved);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Every path to the file, also through links, is the same file. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = await realpath(dirname(path)).catch((cause: unknown) => {
      throw new MockIdentityCenterError("STATE_UNWRITABLE", `${path}: its folder cannot be used`, { cause });
    });
    return join(folder, basename(path));
  }
}

async function readSaved(file: string): Promise<StateReader | undefined> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (code === "ENOENT") return undefined;
    throw new MockIdentityCenterError("STATE_INVALID", `${file} cannot be read (${code})`, { cause });
  }
  return readState(file, content);
}

function checkSeed(file: string, { header }: StateReader, seed: Seed | undefined): void {
  if (seed === undefined || seedDigest(seed) === header.startedWith) return;
  throw new MockIdentityCenterError(
    "STATE_OF_ANOTHER_SEED",
    `${file} was begun with another seed. Start without a seed to go on with what the file holds, or move the file away to begin anew with this seed`,
  );
}

function reasonOf(cause: unknown): string {
  if (cause instanceof DanglingReference) return cause.message;
  return cause instanceof MockIdentityCenterError
    ? cause.message.replaceAll("\n", " ")
    : "cannot be understood";
}
