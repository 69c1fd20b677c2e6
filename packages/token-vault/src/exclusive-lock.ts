/**
 * A lock on a file that the operating system itself releases when its holder dies.
 *
 * Node.js has no call for that, but it ships SQLite, and an exclusive transaction on an empty database is exactly
 * such a lock (`fcntl` on POSIX systems, `LockFileEx` on Windows). Nothing is ever written to the database.
 *
 * @see docs/decisions/0007-the-lock-is-an-empty-database.md
 */

import type * as Sqlite from "node:sqlite";

const SQLITE_BUSY = 5;

/**
 * Without a journal in memory SQLite would make one beside the file. The change, which is never committed, fails
 * where the file is read-only: there SQLite would begin a transaction that excludes nobody.
 */
const TAKE = "PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version = 1";

/**
 * Takes the lock if nobody has it, without waiting. Two holders of one process exclude each other as well.
 *
 * Until the lock is released this process must not open the file in any other way: on POSIX systems, closing any
 * descriptor of a file drops all locks that the process has on it.
 *
 * @returns what releases the lock; `undefined` when somebody has it.
 * @throws {Error} when the file cannot be opened or locked at all.
 */
export function tryExclusiveLock(path: string): (() => void) | undefined {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(path);
  try {
    database.exec(TAKE);
    return () => database.close();
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Node.js 22 announces SQLite as experimental on standard error, where a user of the app would see it. */
function loadSqlite(): typeof Sqlite {
  // oxlint-disable-next-line typescript/unbound-method -- put back as it was, and called on process
  const { emitWarning } = process;
  const withoutSqlite = (warning: string | Error, ...rest: readonly unknown[]): void => {
    if (rest[0] === "ExperimentalWarning" && String(warning).includes("SQLite")) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = withoutSqlite;
  try {
    const sqlite: typeof Sqlite | undefined = process.getBuiltinModule("node:sqlite");
    if (sqlite === undefined) throw new Error("This runtime has no node:sqlite, which the lock needs.");
    return sqlite;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
