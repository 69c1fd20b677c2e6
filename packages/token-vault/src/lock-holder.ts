/** The note that says who holds the lock: `<process id> <ISO instant>`. It decides nothing, so it may be wrong. */

import type { LockHolder } from "./token-vault-error.ts";

const NOTE = /^(?<processId>[1-9]\d{0,9}) (?<since>\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)$/;

export function describeHolder({ processId, since }: LockHolder): string {
  return `${processId} ${since.toISOString()}`;
}

/** `undefined` for a note that is empty, half written or not ours. */
export function parseHolder(note: string): LockHolder | undefined {
  const groups = NOTE.exec(note)?.groups;
  const since = new Date(groups?.["since"] ?? Number.NaN);
  if (Number.isNaN(since.getTime())) return undefined;
  return { processId: Number(groups?.["processId"]), since };
}
