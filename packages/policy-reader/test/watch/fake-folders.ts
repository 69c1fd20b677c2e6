/** Folders whose changes a test announces. */
import type { WatchFolder } from "../../src/watch/watch-folder.ts";

export interface FakeFolders {
  readonly watchFolder: WatchFolder;
  /** The folders that are watched now. */
  readonly watched: readonly string[];
  /** Announces a change of `name` in a folder. */
  change(folder: string, name: string | null): void;
  /** The system gives up on every folder. */
  fail(): void;
}

export function fakeFolders(): FakeFolders {
  const watches = new Set<{ folder: string; alive: boolean; listener: (name: string | null) => void }>();
  return {
    get watched() {
      return [...watches].map(({ folder }) => folder);
    },
    change: (folder, name) => {
      for (const watch of watches) if (watch.folder === folder) watch.listener(name);
    },
    fail: () => {
      for (const watch of watches) watch.alive = false;
    },
    watchFolder: (folder, listener) => {
      const watch = { folder, listener, alive: true };
      watches.add(watch);
      return {
        get alive() {
          return watch.alive;
        },
        close: () => void watches.delete(watch),
      };
    },
  };
}
