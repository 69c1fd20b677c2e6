/** Processor time of processes, from Linux's /proc. */
import { readdirSync, readFileSync } from "node:fs";

/** What /proc counts in, on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface Usage {
  readonly parent: number;
  readonly milliseconds: number;
}

export interface TreeUsage {
  /** Milliseconds of the process itself, in user and system mode. */
  readonly own: number;
  /** Milliseconds of everything that it started, and that still runs. */
  readonly started: number;
}

/** What a process and its descendants have used since each began. */
export function treeUsage(root: number): TreeUsage {
  const usages = new Map(runningProcesses().flatMap((id) => entryOf(id)));
  const isBelow = (id: number): boolean => {
    const parent = usages.get(id)?.parent ?? 0;
    return parent === root || (parent > 1 && isBelow(parent));
  };
  const started = [...usages].filter(([id]) => isBelow(id));
  return {
    own: usages.get(root)?.milliseconds ?? 0,
    started: started.reduce((sum, [, { milliseconds }]) => sum + milliseconds, 0),
  };
}

function runningProcesses(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function entryOf(id: number): readonly [number, Usage][] {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The name before them may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return [[id, { parent: Number(fields[1]), milliseconds: (ticks * 1000) / TICKS_PER_SECOND }]];
  } catch {
    // It ended meanwhile.
    return [];
  }
}
