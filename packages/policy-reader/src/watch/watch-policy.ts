/**
 * Notices that the policy on the device is no longer the one in force, and says so. It never applies anything:
 * credentials of a running session are in its sandbox already, so a new policy counts from the next launch on.
 */
import { changedKeys } from "../fingerprint.ts";
import type { PolicySnapshot, PolicySource, PolicySourceStatus } from "../policy-types.ts";
import { readPolicy, type ReadPolicyOptions } from "../read-policy.ts";
import { pathWatch } from "./path-watch.ts";
import { systemClock, type WatchClock } from "./watch-clock.ts";
import { watchFolder, type WatchFolder } from "./watch-folder.ts";

export interface WatchPolicyOptions extends Omit<ReadPolicyOptions, "signal"> {
  /** What the app read when it started. */
  readonly inForce: PolicySnapshot;
  readonly onChange: (change: PolicyChange) => void;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** How often sources that are no file are read, in milliseconds; a minute by default. */
  readonly pollMs?: number;
  /** How often everything is read even if nothing seems to change, in milliseconds; 10 minutes by default. */
  readonly safetyPollMs?: number;
  /** How long changes must pause before they are read, in milliseconds; 500 by default. */
  readonly debounceMs?: number;
  /** For tests. */
  readonly clock?: WatchClock;
  /** For tests. */
  readonly watchFolder?: WatchFolder;
}

/** A change for a person to hear about. Holds names of keys, and never a value. */
export interface PolicyChange {
  /** Whether the policy on the device differs from the one in force; false when it has gone back. */
  readonly relaunch: boolean;
  readonly status: PolicySourceStatus;
  /** The keys that differ from the policy in force. */
  readonly keys: readonly string[];
  readonly fingerprint: string;
  readonly message: string;
}

/** Waiting for a pause ends after this many times `debounceMs`. */
const MAX_DEBOUNCES = 20;

/**
 * Watches policy sources and reports every change that matters to the decision, once.
 *
 * Files are watched through their folder, other sources are read again now and then. A source that cannot be
 * read for a while is no change. Keeps no process alive.
 *
 * @returns when `signal` aborts, with nothing left behind. Rejects with what `onChange` throws, and ends then.
 * @throws {PolicyReaderError} as `readPolicy` does.
 */
export async function watchPolicy(
  sources: readonly PolicySource[],
  options: WatchPolicyOptions,
): Promise<void> {
  const { inForce, onChange, signal, clock = systemClock, debounceMs = 500 } = options;
  const changes = changeFlag();
  const watched = options.fallback === undefined ? sources : [...sources, options.fallback];
  const paths = watched.flatMap(({ path }) => (path === undefined ? [] : [path]));
  const watches = paths.map((path) => pathWatch(path, options.watchFolder ?? watchFolder, changes.raise));
  const intervalMs = intervalOf(watched, options);
  let reported = inForce.fingerprint;
  try {
    for (;;) {
      await Promise.all(watches.map(async (watch) => watch.arm()));
      changes.lower();
      const next = await readPolicy(sources, options);
      if (next.status !== "unreadable" && next.fingerprint !== reported) {
        reported = next.fingerprint;
        onChange(describeChange(inForce, next));
      }
      await sleepUnless(changes, intervalMs, clock, signal);
      await untilQuiet(changes, debounceMs, clock, signal);
    }
  } catch (cause) {
    if (!signal.aborted) throw cause;
  } finally {
    for (const watch of watches) watch.close();
  }
}

function intervalOf(
  sources: readonly PolicySource[],
  { pollMs = 60_000, safetyPollMs = 600_000 }: WatchPolicyOptions,
): number {
  const everyOneIsAFile = sources.every(({ path }) => path !== undefined);
  return everyOneIsAFile ? safetyPollMs : Math.min(pollMs, safetyPollMs);
}

function describeChange(inForce: PolicySnapshot, next: PolicySnapshot): PolicyChange {
  const { status, fingerprint } = next;
  const relaunch = fingerprint !== inForce.fingerprint;
  const keys = changedKeys(inForce.entries, next.entries);
  return { relaunch, status, keys, fingerprint, message: messageOf(relaunch, status, keys) };
}

function messageOf(relaunch: boolean, status: PolicySourceStatus, keys: readonly string[]): string {
  if (!relaunch) return "The policy is the one in force again; there is nothing to apply.";
  if (status === "malformed" || status === "untrusted") {
    return `The policy has changed and cannot be used (${status}); have it corrected before the next launch.`;
  }
  const what = keys.length === 0 ? "" : ` (${keys.join(", ")})`;
  return `The policy has changed${what}; relaunch to apply.`;
}

interface ChangeFlag {
  readonly raised: boolean;
  readonly raise: () => void;
  lower(): void;
  /** Calls back at the next `raise`, or at once when it is raised already; replaces an earlier callback. */
  notify(callback: () => void): void;
}

function changeFlag(): ChangeFlag {
  let raised = false;
  let callback: (() => void) | undefined;
  return {
    get raised() {
      return raised;
    },
    raise: () => {
      raised = true;
      callback?.();
    },
    lower: () => {
      raised = false;
    },
    notify: (next) => {
      callback = next;
      if (raised) next();
    },
  };
}

/** Sleeps for `ms`, or until something changes. */
async function sleepUnless(
  changes: ChangeFlag,
  ms: number,
  clock: WatchClock,
  signal: AbortSignal,
): Promise<void> {
  const woken = new AbortController();
  changes.notify(() => woken.abort());
  try {
    await clock.sleep(ms, AbortSignal.any([signal, woken.signal]));
  } catch (cause) {
    if (signal.aborted || !woken.signal.aborted) throw cause;
  }
}

/** Changes come in bursts; a file in the middle of being written is not worth reading. */
async function untilQuiet(
  changes: ChangeFlag,
  debounceMs: number,
  clock: WatchClock,
  signal: AbortSignal,
): Promise<void> {
  for (let count = 0; changes.raised && count < MAX_DEBOUNCES; count++) {
    changes.lower();
    await clock.sleep(debounceMs, signal);
  }
}
