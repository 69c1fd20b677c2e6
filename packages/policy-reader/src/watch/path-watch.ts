/**
 * Watches for changes of one file through its folder, because editors and device management replace a file
 * instead of writing to it. While the folder does not exist, watches the nearest one above it that does.
 */
import { stat } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import type { FolderWatch, WatchFolder } from "./watch-folder.ts";

export interface PathWatch {
  /** Watches the right folder from now on; to be called again after every change. */
  arm(): Promise<void>;
  close(): void;
}

interface Target {
  readonly folder: string;
  /** Tells a folder from another one of the same name. */
  readonly identity: string;
}

export function pathWatch(path: string, watchFolder: WatchFolder, onChange: () => void): PathWatch {
  let armed: (Target & { readonly watch: FolderWatch }) | undefined;

  const close = (): void => {
    armed?.watch.close();
    armed = undefined;
  };

  const start = (target: Target): void => {
    const own = [nameBelow(target.folder, path), basename(target.folder)];
    const listener = (name: string | null): void => {
      if (name === null || own.includes(name)) onChange();
    };
    try {
      armed = { ...target, watch: watchFolder(target.folder, listener) };
    } catch {
      // Out of watches, or not allowed: the safety poll is left.
    }
  };

  return {
    async arm() {
      // A folder may appear between the look and the watch, so look again.
      for (let attempt = 0; attempt < 5; attempt++) {
        const target = await nearestFolder(path);
        if (armed?.watch.alive === true && armed.identity === target?.identity) return;
        close();
        if (target !== undefined) start(target);
      }
    },
    close,
  };
}

async function nearestFolder(path: string): Promise<Target | undefined> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    try {
      const { dev, ino } = await stat(folder);
      return { folder, identity: `${folder}\n${dev}:${ino}` };
    } catch {
      if (folder === dirname(folder)) return undefined;
    }
  }
}

/** The file or folder directly in `folder` on the way to `path`. */
function nameBelow(folder: string, path: string): string {
  return relative(folder, path).split(sep, 1)[0] ?? "";
}
