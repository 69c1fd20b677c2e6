/** Notices that something in a folder changed. Says neither what nor how: those differ between systems. */
import { watch } from "node:fs";

/**
 * Calls `listener` with the name of what changed, or `null` where the system does not say.
 *
 * @throws {Error} when the folder cannot be watched.
 */
export type WatchFolder = (folder: string, listener: (name: string | null) => void) => FolderWatch;

export interface FolderWatch {
  /** False once the system has given up on it. */
  readonly alive: boolean;
  close(): void;
}

export const watchFolder: WatchFolder = (folder, listener) => {
  let alive = true;
  const watcher = watch(folder, { persistent: false }, (_, name) => listener(name));
  watcher.on("error", () => {
    alive = false;
    watcher.close();
  });
  return {
    get alive() {
      return alive;
    },
    close: () => watcher.close(),
  };
};
