/** State files in a folder that goes with the test file. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { startRig } from "./rig.ts";
import type { Rig } from "./rig.ts";

export interface StateFiles {
  readonly folder: string;
  /** A path where nothing is yet. */
  readonly newFile: () => string;
  /** Does something with a mock, ends it, and starts another one with the same file. */
  readonly afterRestart: <T>(act: (rig: Rig) => Promise<T> | T) => Promise<[Rig, T]>;
}

export function withStateFile(): StateFiles {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-state-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const newFile = (): string => {
    count += 1;
    return join(folder, `${count}.state`);
  };
  return {
    folder,
    newFile,
    async afterRestart(act) {
      const stateFile = newFile();
      const before = await startRig({ stateFile });
      const result = await act(before);
      await before.mock.close();
      return [await startRig({ stateFile }), result];
    },
  };
}
