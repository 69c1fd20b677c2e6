/** Who may change the vault's folder at this moment: one task of one process. */

import { AsyncLocalStorage } from "node:async_hooks";
import { join, resolve } from "node:path";
import type { Clock } from "./clock.ts";
import { describeHolder, parseHolder } from "./lock-holder.ts";
import { LOCK_FILE, LOCK_HOLDER_FILE } from "./record-name.ts";
import { serialQueue } from "./serial-queue.ts";
import { TokenVaultError } from "./token-vault-error.ts";
import type { LockHolder } from "./token-vault-error.ts";
import { turns } from "./turns.ts";
import type { Turn } from "./turns.ts";
import type { VaultFileSystem } from "./vault-file-system.ts";

export interface LockOptions {
  /** Ends the waiting, with the signal's own reason. It does not reach into the work. */
  readonly signal?: AbortSignal;
  /** How long to wait for others, in milliseconds; 10,000 when left out. */
  readonly waitMs?: number;
}

type Work<Result> = () => Promise<Result>;

export interface VaultLock {
  /** Holds the lock while `work` runs. Throws `VAULT_LOCKED`, and `VAULT_LOCK_NESTED` inside another `hold`. */
  hold<Result>(work: Work<Result>, options?: LockOptions): Promise<Result>;
  /** One change, in turn: under the lock that its caller holds, or else under its own. */
  change<Result>(work: Work<Result>): Promise<Result>;
  /**
   * The same for a removal, which goes on after a short wait even without the lock: a sign-out must not fail
   * because another process was stopped while it held the lock.
   */
  remove<Result>(work: Work<Result>): Promise<Result>;
  /** Runs `work` if nobody holds the lock, and otherwise does nothing, at once. */
  ifFree(work: Work<void>): Promise<void>;
}

export interface VaultLockTools {
  readonly fileSystem: VaultFileSystem;
  readonly clock: Clock;
}

/** A lock that this asynchronous call chain holds. */
interface Held {
  readonly root: string;
  readonly inTurn: ReturnType<typeof serialQueue>;
  readonly outer: Held | undefined;
  isHeld: boolean;
}

const DEFAULT_WAIT_MS = 10_000;
const REMOVAL_WAIT_MS = 2_000;
/** The operating system tells nobody that a lock became free, so waiting is asking again. */
const ASK_AGAIN_MS = 20;

const holding = new AsyncLocalStorage<Held>();

export function vaultLock(directory: string, { fileSystem, clock }: VaultLockTools): VaultLock {
  const root = resolve(directory);
  const [lockPath, holderPath] = [join(root, LOCK_FILE), join(root, LOCK_HOLDER_FILE)];
  const nextTurn = turns();

  const tryToTake = async (): Promise<(() => void) | undefined> => {
    const release = await fileSystem.tryLock(lockPath).catch((cause: unknown) => {
      throw new TokenVaultError("VAULT_WRITE_FAILED", `${lockPath} could not be locked.`, { cause });
    });
    if (release === undefined) return undefined;
    const holder = describeHolder({ processId: process.pid, since: new Date(clock.now()) });
    // Only for the message of somebody who waits in vain.
    await fileSystem.note(holderPath, Buffer.from(holder)).catch(() => undefined);
    return release;
  };

  const holder = async (): Promise<LockHolder | undefined> => {
    const file = await fileSystem.read(holderPath, 200).catch(() => undefined);
    return file?.status === "read" ? parseHolder(file.bytes.toString("utf8")) : undefined;
  };

  const take = async (turn: Turn, { signal, waitMs = DEFAULT_WAIT_MS }: LockOptions): Promise<() => void> => {
    const startedAt = clock.now();
    if (!(await comesWithin(waitMs, turn.come, clock, signal))) throw locked(root, waitMs, await holder());
    // Between nothing and everything, whatever somebody did to the clock.
    const left = Math.min(Math.max(waitMs - (clock.now() - startedAt), 0), waitMs);
    let release = await tryToTake();
    for (let waited = 0; release === undefined && waited < left; waited += ASK_AGAIN_MS) {
      await clock.sleep(ASK_AGAIN_MS, signal);
      release = await tryToTake();
    }
    if (release === undefined) throw locked(root, waitMs, await holder());
    return release;
  };

  const run = async <Result>(work: Work<Result>, release: () => void): Promise<Result> => {
    const held: Held = { root, inTurn: serialQueue(), outer: holding.getStore(), isHeld: true };
    try {
      return await holding.run(held, work);
    } finally {
      // A change that `work` began and did not wait for.
      await held.inTurn(() => Promise.resolve());
      held.isHeld = false;
      release();
    }
  };

  const hold: VaultLock["hold"] = async (work, options = {}) => {
    options.signal?.throwIfAborted();
    if (heldHere(root) !== undefined) throw nested(root);
    const turn = nextTurn();
    try {
      return await run(work, await take(turn, options));
    } finally {
      turn.leave();
    }
  };

  const change = <Result>(work: Work<Result>, options?: LockOptions): Promise<Result> =>
    heldHere(root)?.inTurn(work) ?? hold(work, options);

  return {
    hold,
    change: (work) => change(work),
    async remove(work) {
      let isRunning = false;
      const removal = (): ReturnType<typeof work> => {
        isRunning = true;
        return work();
      };
      try {
        return await change(removal, { waitMs: REMOVAL_WAIT_MS });
      } catch (error) {
        if (isRunning) throw error;
        return await work();
      }
    },
    async ifFree(work) {
      const release = await tryToTake().catch(() => undefined);
      if (release !== undefined) await run(work, release);
    },
  };
}

function heldHere(root: string): Held | undefined {
  let held = holding.getStore();
  while (held !== undefined && !(held.root === root && held.isHeld)) held = held.outer;
  return held;
}

/** Whether it comes in time. Leaves no timer and no listener. */
async function comesWithin(
  ms: number,
  come: Promise<void>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const settled = new AbortController();
  const stop = signal === undefined ? settled.signal : AbortSignal.any([signal, settled.signal]);
  const tooLate = clock.sleep(ms, stop).then(() => false);
  return await Promise.race([come.then(() => true), tooLate]).finally(() => settled.abort());
}

function locked(root: string, waitMs: number, holder: LockHolder | undefined): TokenVaultError {
  const who = holder === undefined ? "Another process" : `Process ${holder.processId}`;
  const since = holder === undefined ? "" : ` since ${holder.since.toISOString()}`;
  const message = `${who} holds the lock of ${root}${since}, and did not release it within ${waitMs} ms. Try again; if that does not help, end that process.`;
  return new TokenVaultError("VAULT_LOCKED", message, holder === undefined ? {} : { holder });
}

function nested(root: string): TokenVaultError {
  const message = `The lock of ${root} is held by the very task that asks for it. Inside withLock call the vault's other methods directly.`;
  return new TokenVaultError("VAULT_LOCK_NESTED", message);
}
