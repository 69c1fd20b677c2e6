/** State files in a folder that goes with the test file. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

export interface StateFiles {
  readonly folder: string;
  /** A path where nothing is yet. */
  readonly newFile: () => string;
}

export function withStateFile(): StateFiles {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-state-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return {
    folder,
    newFile() {
      count += 1;
      return join(folder, `${count}.state`);
    },
  };
}
