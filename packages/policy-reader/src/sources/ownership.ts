/** Who else could have written a file or a folder, and the command that puts an end to it. */
import type { Stats } from "node:fs";

const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_ALL = 0o002;

/** @returns a sentence for a person, or `undefined` when only `owner` can write. */
export function ownershipProblem(stats: Stats, path: string, owner: number): string | undefined {
  const problems: string[] = [];
  const remedies: string[] = [];
  if (stats.uid !== owner) {
    problems.push(`belongs to user ${stats.uid} instead of ${nameOf(owner)}`);
    remedies.push(`sudo chown ${nameOf(owner)} ${quote(path)}`);
  }
  const writers = writersOf(stats.mode);
  if (writers !== undefined) {
    problems.push(`can be changed by ${writers}`);
    remedies.push(`sudo chmod go-w ${quote(path)}`);
  }
  if (problems.length === 0) return undefined;
  return `${path} ${problems.join(" and ")}; run: ${remedies.join(" && ")}`;
}

function writersOf(mode: number): string | undefined {
  if ((mode & WRITABLE_BY_ALL) !== 0) return "everybody";
  return (mode & WRITABLE_BY_GROUP) === 0 ? undefined : "its group";
}

function nameOf(user: number): string {
  return user === 0 ? "root" : String(user);
}

/** For a POSIX shell. */
function quote(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
